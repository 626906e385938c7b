"""Speed, measured: `python -m tools.bench`."""
