"""Epochs of the log, who outside HR holds its checkpoints, daily tasks, and the trail's places under its heads."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, what a replaced publishing key leaves behind, and where the database was last used."""
    for column in (
        sa.Column("replaced_at", sa.String(length=20), nullable=True),
        sa.Column("leaf_index", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
    ):
        op.add_column("publishing_keys", column)
    op.add_column("log_state", sa.Column("place", sa.String(length=100), nullable=True))
    op.create_table(
        "epochs",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(length=160), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_epochs")),
        sa.UniqueConstraint("origin", name=op.f("uq_epochs_origin")),
    )
    op.create_table(
        "holders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holders")),
    )
    _days_and_trail()


def _days_and_trail() -> None:
    op.create_table(
        "daily_tasks",
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("taken_at", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("task", "day", name=op.f("pk_daily_tasks")),
    )
    op.create_table(
        "trail_places",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("trail_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["trail_id"], ["trail.id"], name=op.f("fk_trail_places_trail_id")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_trail_places")),
        sa.UniqueConstraint("trail_id", name=op.f("uq_trail_places_trail_id")),
    )
