"""Two programs that are copied to a web server; single files, Python 3.7 or newer, nothing but the standard library."""
