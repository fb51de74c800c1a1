"""Qt shared by the two windows: theme, widgets, the policy view, the one bridge between Qt and work."""
