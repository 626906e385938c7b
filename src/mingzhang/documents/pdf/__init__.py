"""A document as PDF, set by typst with embedded free fonts."""
