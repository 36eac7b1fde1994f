"""Privacy: what names, locates or exposes a person and must not be published whole."""

# The family as people read it.
LABEL = "个人信息"
