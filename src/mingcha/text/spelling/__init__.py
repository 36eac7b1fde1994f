"""How Chinese is spelt: words and their frequency, what stands beside what, and which misspelling may mean which word."""
