"""The website of the office: who sees, asks, decides and remembers. The only home of Django."""
