"""Links: where a page leads, whether one gets there, and what is put on a page for nobody to see."""

# The family as people read it.
LABEL = "链接"
