"""Plain text and Markdown: lines, paragraphs, and tables that are only typed."""
