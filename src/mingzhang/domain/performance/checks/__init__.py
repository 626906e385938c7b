"""Checks of the performance sheets of a book, before anything is made of them."""
