"""Spreadsheets and delimited text: cells as a person sees them."""
