"""RV: nothing goes out unsigned."""
