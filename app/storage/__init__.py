"""The person’s own SQLite file."""
