"""SC: nothing that is marked as secret, internal or not to be published."""
