"""What the rules say, as data with its source; load.py is the only code."""
