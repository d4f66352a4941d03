"""Floor 4: what people read about a check or a build."""
