"""IP: documents and their explanations find each other, in time."""
