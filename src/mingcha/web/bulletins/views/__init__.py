"""Pages of bulletins, by what one does on them."""
