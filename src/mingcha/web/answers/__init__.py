"""The unit's own side: its cases, what it answers with what proof, appeals, and more time."""
