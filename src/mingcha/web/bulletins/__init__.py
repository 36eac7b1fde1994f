"""The bulletin: drafted, reconciled, issued, corrected by errata."""
