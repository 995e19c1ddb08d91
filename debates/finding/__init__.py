"""What the public finds of a night: the list, its filters, the map, and the pages of debates, venues and hosts."""
