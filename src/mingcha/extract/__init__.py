"""Stage 2: the only folder that opens Office files and tables; gives sheets of plain cells."""
