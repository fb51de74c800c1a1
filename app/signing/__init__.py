"""Keys, signed tokens, and the operating system’s key store."""
