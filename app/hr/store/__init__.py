"""The HR service's database: its tables, its migrations, and the two ways to use it (read and write)."""
