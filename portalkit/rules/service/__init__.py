"""SV, IA: services can be used, and the public gets an answer."""
