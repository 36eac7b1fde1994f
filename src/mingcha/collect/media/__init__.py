"""Posts of new-media accounts, from what people hand over: exports, links, saved pages, lists of the owner's interface."""
