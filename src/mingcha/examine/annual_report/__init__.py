"""Reading the annual report out of a document: its tables by their labels, its parts by their headings."""
