"""Pages of letters, their signing, and dossiers."""
