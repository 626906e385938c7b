"""The neutral document: what a report says, free of any file format."""
