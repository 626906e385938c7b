"""The trade, pure: books, statements, identities, measures, report sections."""
