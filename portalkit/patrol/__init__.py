"""Floor 3: a live portal as strangers get it, held against its signed release."""
