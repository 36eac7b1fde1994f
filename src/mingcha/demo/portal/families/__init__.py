"""The systems that publish the portal's columns: each writes its posts and its lists its own way."""
