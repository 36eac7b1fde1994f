"""Masking on the web: a file is looked at, a masked copy is made, fetched, and gone within a day."""
