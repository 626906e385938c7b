"""Damaged files for the readers and the checker: `python -m tools.fuzz`."""
