"""Pages of the unit's own cases and of the office's inbox."""
