"""A second opinion on doubts, asked of a language model inside the office's own network; off unless somebody turns it on.

It only ever speaks of doubts, and a doubt it stays: the office's people decide. Without an answer nothing is lost.
"""
