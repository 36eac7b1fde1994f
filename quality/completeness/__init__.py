"""Labelled cases of completeness: pages of leaders, feet of pages, tags, guides, platforms, catalogues."""
