"""LC: websites that are merged leave a notice."""
