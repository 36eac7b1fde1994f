"""What the wording checks share: a document as prose, the phrases in it, and the setting each of them stands in."""
