"""The ledger of published posts, how it is filled, and its monthly counts."""
