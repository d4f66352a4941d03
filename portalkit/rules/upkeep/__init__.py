"""UK: columns are kept up to date, and what is due every year is there."""
