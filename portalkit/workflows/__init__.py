"""Floor 5: the verbs an operator calls. Clock, paths and keys enter here and nowhere below."""
