"""Self-evaluation: every point by its rule, totals, grades, contradictions."""
