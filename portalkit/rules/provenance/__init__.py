"""PV: a reader can tell where a text comes from."""
