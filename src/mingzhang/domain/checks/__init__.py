"""Judging what a document says: observations, relations between them, findings."""
