"""Links: pages with and without hidden links, and a served site whose links fail in every way."""
