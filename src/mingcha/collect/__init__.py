"""Stage 1: what comes in from offices and portals, understood row by row."""
