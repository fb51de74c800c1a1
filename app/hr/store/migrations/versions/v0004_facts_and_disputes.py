"""Facts recorded by HR's hand, and records that somebody disputes."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
