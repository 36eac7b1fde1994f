"""The same work done by other programs, each in a process of its own; each prints how many pages it got."""
