"""The book: a year of a department as tables, and the facts in it."""
