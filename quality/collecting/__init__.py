"""How well pages of portals are read: templates of known families and of none, varied by rule, with what must be found."""
