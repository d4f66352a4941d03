"""Floor 1: the registry ``tenants/`` read and judged as a whole (one county, one portal)."""
