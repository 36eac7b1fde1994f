"""Guides: which pages are one, and which of the parts they must have are missing."""
