"""The pages of docs/reference, made from the declarations; one module a family of pages."""
