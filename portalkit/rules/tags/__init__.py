"""TG: every page carries the national meta tags."""
