"""Pages of leaders read: whatever the shape, names with their posts and what each answers for."""
