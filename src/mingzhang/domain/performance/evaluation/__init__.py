"""Evaluations by the department or by finance, and re-checks of self-evaluations."""
