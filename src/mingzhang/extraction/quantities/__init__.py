"""The knowledge of the trade: which figures of a report are one quantity, and what they sum to."""
