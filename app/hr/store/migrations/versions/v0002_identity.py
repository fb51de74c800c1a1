"""How a person's identity was proved, and what ends a key."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the identity provider, who was pinned to it, and to each key where in the log it began and ended."""
    _add_to_keys()
    op.create_table(
        "key_bases",
        sa.Column("kid", sa.String(length=43), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kid"], ["keys.kid"], name=op.f("fk_key_bases_kid")),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_key_bases")),
    )
    op.create_table(
        "identity_provider",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("issuer", sa.String(length=400), nullable=False),
        sa.Column("client_id", sa.String(length=200), nullable=False),
        sa.Column("client_secret", sa.String(length=200), nullable=True),
        sa.Column("redirect_host", sa.String(length=9), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.String(length=200), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_identity_provider_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_provider")),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(length=400), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("pinned_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_identities_sub")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identities")),
        sa.UniqueConstraint("issuer", "sub", name=op.f("uq_identities_issuer_sub")),
    )


def _add_to_keys() -> None:
    for column in (
        sa.Column("enrolled_leaf", sa.BigInteger(), nullable=True),
        sa.Column("ended_leaf", sa.BigInteger(), nullable=True),
        sa.Column("ended_as", sa.String(length=8), nullable=True),
        sa.Column("ended_why", sa.String(length=400), nullable=True),
    ):
        op.add_column("keys", column)
