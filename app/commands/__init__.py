"""The staff app without a window."""
