"""ID: every page says whose it is."""
