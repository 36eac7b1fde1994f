"""Many people at work at once over a large record: the county they work on, the people, and the server they ask."""
