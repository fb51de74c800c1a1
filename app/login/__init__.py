"""What runs at every login, in the time of an empty Python."""
