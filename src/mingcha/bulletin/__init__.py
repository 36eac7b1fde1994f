"""Stage 7, 月报: statistics and written paragraphs become a Bulletin, and a Bulletin becomes documents."""
