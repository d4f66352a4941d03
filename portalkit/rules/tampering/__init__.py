"""TP: nothing that only an intruder would have put there."""
