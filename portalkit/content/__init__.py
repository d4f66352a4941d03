"""Files into nouns: discover, decode, read the head, render the body, follow its files, read the review ledger."""
