"""The pages of findings and decisions."""
