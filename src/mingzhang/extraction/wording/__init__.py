"""Findings that need no sum: numbering, residue, names, years, words against figures."""
