"""Sites, their rounds of collecting, whose the posts found are, and the evidence of each."""
