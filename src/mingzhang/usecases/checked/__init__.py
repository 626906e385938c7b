"""The result of a check and its writers: text, json, html, sarif."""
