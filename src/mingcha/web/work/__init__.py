"""Background work: what is due, what runs, what broke off; and the safety copies."""
