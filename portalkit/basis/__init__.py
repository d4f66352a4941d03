"""Floor 1: the policy documents, cited by number and article, summarised in our own words."""
