"""PG: every page is built as the design rules ask."""
