"""The staff app’s use cases: one file and one transaction each."""
