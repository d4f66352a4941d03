"""Floor 3: one search over every unit of a portal. A second reader of what is published."""
