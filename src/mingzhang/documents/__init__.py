"""Readers and writers of file formats; the only place that knows file-format libraries."""
