"""Made-up pairs of posts: put up twice, or filled into one form anew."""
