"""Where posts belong: what a column holds by its meaning, and by what it has held so far."""
