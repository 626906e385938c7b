"""What builds, measures and maintains the project; no part of the product."""
