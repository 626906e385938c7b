"""Facts: the narrow waist between whatever records figures and whatever uses them."""
