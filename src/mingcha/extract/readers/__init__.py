"""One file per format: bytes in, model values out."""
