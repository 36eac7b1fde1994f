"""One file per family of content management systems: how it is known, where its posts stand, how its pages go on."""
