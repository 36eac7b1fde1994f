"""The foot of a page read: marks told by words, by pictures, by where a link or a script leads."""
