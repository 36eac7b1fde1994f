"""Mingcha (明察): the monthly work of a county's open-government office, true to the last figure."""

__version__ = "0.1.0"
