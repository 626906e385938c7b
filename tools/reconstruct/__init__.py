"""Finds the yuan behind the 万元 that a report printed; makes the public example books."""
