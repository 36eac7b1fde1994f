"""Stage 4: mends what was found; so far by masking a copy."""
