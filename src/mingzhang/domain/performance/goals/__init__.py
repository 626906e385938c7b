"""Goals: lint, review, ex-ante evaluation, versions, library of indicators."""
