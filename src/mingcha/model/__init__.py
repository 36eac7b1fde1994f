"""The nouns: frozen values that move from stage to stage. Imports nothing of ours."""
