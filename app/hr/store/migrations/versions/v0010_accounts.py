"""Second factors, work accounts for the HR window, sessions that end when idle, and what two people have to agree to."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables and columns; whoever is signed in while this runs signs in again."""
    op.add_column("accounts", sa.Column("issuer", sa.String(length=400), nullable=True))
    op.add_column("accounts", sa.Column("subject", sa.String(length=255), nullable=True))
    op.create_index(op.f("ix_accounts_issuer_subject"), "accounts", ["issuer", "subject"], unique=True)
    for name in ("opened_at", "seen_at"):
        added = sa.Column(name, sa.String(length=20), nullable=False, server_default="")
        op.add_column("sessions", added)
    _second_factors()
    _two_people()


def _second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.String(length=20), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_second_factors_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id")),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_codes")),
    )


def _two_people() -> None:
    op.create_table(
        "account_rules",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("second_factor", sa.String(length=200), nullable=False),
        sa.Column("two_people", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_account_rules_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_rules")),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("held_until", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_state"), "approvals", ["state"])
