"""Drafts of letters that go with the steps of the ladder; a person edits and signs them."""
