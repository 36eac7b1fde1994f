"""Many phrases looked for in one pass: one interface, equal answers from whichever engine this machine has."""
