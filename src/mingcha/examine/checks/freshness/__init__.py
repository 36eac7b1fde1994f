"""Freshness: columns, home pages and accounts that are not kept up, and days that cannot be true."""

# The family as people read it.
LABEL = "更新"
