"""Facts recorded by HR's hand, and records that somebody disputes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what is known of each fact beside its leaf, the scans of signed sheets, and whom to tell of a dispute."""
    op.create_table(
        "facts",
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("fact", sa.String(length=12), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("about", sa.String(length=43), nullable=True),
        sa.Column("leaf_index", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_facts_sub")),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_sub"), "facts", ["sub"])
    op.create_index(op.f("ix_facts_fact"), "facts", ["fact"])
    op.create_table(
        "scans",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_scans")),
    )
    op.create_table(
        "contacts",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_contacts")),
    )
