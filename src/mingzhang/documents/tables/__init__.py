"""Table files: folders of CSV and workbooks, read and written as grids of text."""
