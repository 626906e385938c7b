"""What the product does, as plain functions."""
