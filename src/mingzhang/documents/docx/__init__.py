"""The docx writer: a document as WordprocessingML with native charts and live fields."""

from mingzhang.documents.docx.write import write_docx

__all__ = ["write_docx"]
