"""The performance cycle: goals, monitoring, scores, evaluation, results."""
