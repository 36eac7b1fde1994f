"""Labelled cases of freshness: months' ends, leap days, pinned lines, moved days, silent accounts, faked dates."""
