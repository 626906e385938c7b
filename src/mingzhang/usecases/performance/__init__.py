"""What the performance cycle does for a book: lint, monitor, score, report, forms."""
