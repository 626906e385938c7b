"""The evaluation of a whole department by an indicator system of its place and year."""
