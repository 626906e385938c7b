"""Word documents: docx by our own reader, doc and rtf through LibreOffice."""
