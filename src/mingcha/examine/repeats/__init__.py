"""Posts that say what another post says, told apart from forms that are filled in anew."""
