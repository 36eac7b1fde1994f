"""Leaf skills with text: widths, dates, names, addresses. Pure functions, no files, no clock."""
