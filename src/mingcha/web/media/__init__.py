"""New-media accounts of the county's units, their posts, and how each post came to be known."""
