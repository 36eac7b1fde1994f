"""Made-up annual reports in many makes, each with the faults that were put into it."""
