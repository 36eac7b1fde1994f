"""Attachments: whether a reader who clicks one gets what its name says, and can read it."""

# The family as people read it.
LABEL = "附件"
