"""What several checks of freshness ask of a column: which post counts as its newest, and how it stands with its limit."""
