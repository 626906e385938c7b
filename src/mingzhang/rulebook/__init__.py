"""The rules as data with dates, and the typed readers of that data."""
