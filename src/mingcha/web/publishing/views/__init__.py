"""The pages about posts: overview, ledger, a unit, imports."""
