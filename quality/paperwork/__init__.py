"""Made-up portals with posts in wrong columns, and documents with what is missing to them."""
