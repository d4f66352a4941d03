"""FM: an article can be read."""
