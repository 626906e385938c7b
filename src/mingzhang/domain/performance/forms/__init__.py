"""Official forms of the performance cycle: written from the year's data, and read back."""
