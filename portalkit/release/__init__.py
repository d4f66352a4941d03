"""Floor 3: a built tree as something that can be listed, compared and put in place."""
