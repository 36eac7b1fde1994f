"""Privacy: what names, locates or exposes a person and must not be published whole."""
