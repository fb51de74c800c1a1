"""Epochs of the log, and who outside HR holds its checkpoints."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
