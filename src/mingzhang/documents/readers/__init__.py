"""Readers of documents that someone else wrote: each gives a `SourceDocument` or Unreadable."""
