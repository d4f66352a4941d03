"""PT: an article and its files lie where they can be published."""
