"""Evidence: every answer of a server, kept as it came, found again by digest, never overwritten."""
