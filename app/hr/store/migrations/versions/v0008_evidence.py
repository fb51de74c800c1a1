"""Timestamps of checkpoints, receipts from before a backup was put back, versions that it lost, and the service's keys."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables, and which service key is in force beside the log's state."""
    op.add_column("log_state", sa.Column("service_kid", sa.String(length=43), nullable=True))
    op.create_table(
        "service_keys",
        sa.Column("kid", sa.String(length=43), nullable=False),
        sa.Column("x", sa.String(length=43), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_service_keys")),
    )
    op.create_table(
        "timestamp_service",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_timestamp_service_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timestamp_service")),
    )
    op.create_table(
        "timestamps",
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("leaf_index", name=op.f("pk_timestamps")),
    )
    _after_a_backup()


def _after_a_backup() -> None:
    op.create_table(
        "earlier_receipts",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_earlier_receipts")),
    )
    op.create_index(op.f("ix_earlier_receipts_jti"), "earlier_receipts", ["jti"])
    op.create_table(
        "lost_versions",
        sa.Column("manifest_sha256", sa.String(length=64), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("checklist", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("manifest_sha256", name=op.f("pk_lost_versions")),
    )
    op.create_index(op.f("ix_lost_versions_policy_id"), "lost_versions", ["policy_id"])
