"""The xlsx writer: the tables of a document as a workbook that computes and prints."""

from mingzhang.documents.xlsx.write import write_xlsx

__all__ = ["write_xlsx"]
