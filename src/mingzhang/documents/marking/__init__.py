"""Copies of files that others wrote, with notes in them: Word comments, highlights, cell notes."""
