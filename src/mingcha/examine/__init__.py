"""Stage 3: asks every check about every document; gives findings, and says what was not examined."""
