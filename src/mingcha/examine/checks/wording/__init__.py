"""Checks for wrong and sensitive wording: names, formulations, renamed bodies, misspelt words, marks and figures."""

LABEL = "错敏词"
