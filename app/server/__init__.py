"""The HR service over HTTP."""
