"""How a person's identity was proved, and what ends a key."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing yet."""
