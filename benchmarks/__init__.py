"""How fast the work goes: one file per question, each against a named peer in the same run."""
