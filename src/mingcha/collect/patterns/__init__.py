"""What pages of every make have in common: rows that repeat, days, titles, pagers, columns' menus, bodies."""
