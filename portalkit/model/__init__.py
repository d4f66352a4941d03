"""Floor 0: the nouns. Frozen, standard library only, no input or output."""
