"""What several checks of links ask: whether a target is dead and why, what is wrong with an address, what a site is."""
