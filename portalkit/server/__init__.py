"""Floor 3: what stands around a release on its server: the web server's configuration, units, addresses that moved."""
