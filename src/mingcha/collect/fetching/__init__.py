"""The one place that speaks HTTP: asks politely, bears with old servers, and names how every fetch ended."""
