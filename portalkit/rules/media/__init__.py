"""NM: government new media are registered as the rules ask."""
