"""Report editions: sections, sentences, charts and glossary as data, compiled to a document."""
