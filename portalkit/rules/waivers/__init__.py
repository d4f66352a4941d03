"""Waivers that have no effect: of a veto, over, or of no use."""
