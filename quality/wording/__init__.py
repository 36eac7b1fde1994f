"""Labelled sentences for the wording checks: correct ones that tempt, and wrong ones with one planted error each."""
