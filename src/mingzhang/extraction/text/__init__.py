"""Relations that sentences claim: found by the grammar of the words around the figures."""
