"""The checks: one folder a family, one file a check, found by walking the folders."""
