"""What the checks found on the portal, and what people decided about it."""
