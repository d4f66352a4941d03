"""IM: pictures can be understood by everybody, and maps are approved."""
