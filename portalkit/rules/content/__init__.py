"""DC: the heads of official documents are in order."""
