"""Floor 1: which outside addresses a page may carry, decided offline from data that ships with the kit."""
