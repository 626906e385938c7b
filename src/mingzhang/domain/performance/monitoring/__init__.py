"""Monitoring: money and goals of a project at a checkpoint against its plan of the year."""
