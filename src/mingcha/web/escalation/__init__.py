"""The ladder from a reminder to a proposal of accountability, and the dossier that goes with it."""
