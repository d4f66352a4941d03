"""LK: no commercial link, no outside link that nobody approved, no link into nothing."""
