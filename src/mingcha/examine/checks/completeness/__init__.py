"""Completeness: what a portal, a unit and a page must have and do not."""

# The family as people read it.
LABEL = "完整"
