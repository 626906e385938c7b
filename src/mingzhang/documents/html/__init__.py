"""A document as one page for a browser: readable alone, each figure opens how it came about."""
