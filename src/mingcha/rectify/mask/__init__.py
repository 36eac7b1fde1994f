"""A masked copy in the same format: one file a format; what cannot be masked safely is refused."""
