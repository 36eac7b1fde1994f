"""Stage 6, 考核: counts against targets, ranks, and the proof that figures agree. Pure functions."""
