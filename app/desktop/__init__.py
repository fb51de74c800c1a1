"""The staff window: one page a file, over the workflows."""
