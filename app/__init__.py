"""Undersigned: staff read, sign and live by their trust’s policy; HR sees who has not yet."""
