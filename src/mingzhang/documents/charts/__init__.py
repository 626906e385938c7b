"""A chart of the neutral document as a picture."""
