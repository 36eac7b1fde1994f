"""Units, their names through time, and their yearly targets."""
