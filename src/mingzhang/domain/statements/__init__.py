"""Statement tables and their identities: declared as data, filled from facts, judged, laid out."""
