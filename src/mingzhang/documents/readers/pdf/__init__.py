"""Read a PDF: characters and lines of each page, made into tables, lines and paragraphs."""
