"""Floor 3: the rules. A check states facts; the rule attaches severity, clause and remedy."""
