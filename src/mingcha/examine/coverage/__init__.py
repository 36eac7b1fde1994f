"""How much of the statutory catalogue a unit's columns and posts cover."""
