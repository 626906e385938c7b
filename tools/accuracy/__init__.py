"""How many planted slips the checker finds, measured: `python -m tools.accuracy`."""
