"""Floor 3: published articles into pages, through Pelican."""
