"""Mingzhang 明账: a department's money and results, from the budget to the published report."""

__version__ = "0.1.0"
