"""Duplicates: posts that say what another post already says."""

# The family as people read it.
LABEL = "重复"
