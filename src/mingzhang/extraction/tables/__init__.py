"""Tables as printed: cells with their headings, and the relations that tables claim."""
