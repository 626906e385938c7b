"""The plan of the invented example book and the arithmetic that makes its rows."""
