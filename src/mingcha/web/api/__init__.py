"""The API other systems of the county speak to."""
