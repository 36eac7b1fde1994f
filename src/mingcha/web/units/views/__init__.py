"""The pages about units and targets."""
