"""How a version is to be asked for: its kind of due date, its audience, its particulars."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what HR says of a version beside its manifest, and where people outside an audience are kept."""
    _originals()
    _add_to_policies()
    _add_to_versions()
    _audiences()
    _events()
    _aside()


def _originals() -> None:
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )


def _add_to_policies() -> None:
    op.add_column("policies", sa.Column("due_days", sa.Integer(), nullable=True))
    op.add_column(
        "policies",
        sa.Column("audience", sa.String(length=12), nullable=False, server_default="everyone"),
    )
    op.add_column("policies", sa.Column("shrunk_at", sa.BigInteger(), nullable=False, server_default="0"))


def _add_to_versions() -> None:
    with op.batch_alter_table("versions") as versions:
        for column in (
            sa.Column("state", sa.String(length=12), nullable=False, server_default="begun"),
            sa.Column("starts", sa.String(length=10), nullable=True),
            sa.Column("due", sa.String(length=10), nullable=True),
            sa.Column("due_days", sa.Integer(), nullable=True),
            sa.Column("audience", sa.String(length=12), nullable=False, server_default="everyone"),
            sa.Column("owner", sa.String(length=200), nullable=True),
            sa.Column("approved_by", sa.String(length=200), nullable=True),
            sa.Column("ratified", sa.String(length=10), nullable=True),
            sa.Column("related", sa.Text(), nullable=False, server_default="[]"),
            sa.Column("original_sha256", sa.String(length=64), nullable=True),
        ):
            versions.add_column(column)
        versions.create_foreign_key(
            op.f("fk_versions_original_sha256"), "originals", ["original_sha256"], ["sha256"]
        )
    op.execute(
        "UPDATE versions SET due = (SELECT due FROM policies"
        " WHERE policies.id = versions.policy_id AND policies.version = versions.version)"
    )


def _audiences() -> None:
    op.create_table(
        "audience_members",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id", "version"],
            ["versions.policy_id", "versions.version"],
            name=op.f("fk_audience_members_policy_id_version"),
        ),
        sa.PrimaryKeyConstraint("policy_id", "version", "value", name=op.f("pk_audience_members")),
    )


def _events() -> None:
    op.create_table(
        "policy_events",
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(length=12), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_events_policy_id")),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_policy_events")),
    )
    op.create_index(op.f("ix_policy_events_policy_id"), "policy_events", ["policy_id"])


def _aside() -> None:
    op.create_table(
        "standings_aside",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("acknowledgement", sa.String(length=12), nullable=False),
        sa.Column("acknowledged_at", sa.String(length=20), nullable=True),
        sa.Column("audit", sa.String(length=12), nullable=False),
        sa.Column("audit_on", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_standings_aside_policy_id")),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_standings_aside_sub")),
        sa.PrimaryKeyConstraint("policy_id", "sub", name=op.f("pk_standings_aside")),
    )
