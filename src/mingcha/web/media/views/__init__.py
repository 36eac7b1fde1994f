"""The pages about new-media accounts."""
