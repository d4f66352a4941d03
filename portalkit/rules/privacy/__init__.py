"""PR: nothing that tells who and where a private person is."""
