"""Paperwork: posts in the wrong column, and documents without what belongs to them."""

# The family as people read it.
LABEL = "公文与栏目"
