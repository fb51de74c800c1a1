"""The first schema: policies, people, the log, its summaries, accounts and the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the triggers that keep the trail as it was written."""
    _policies()
    _people()
    _log()
    _summaries()
    _accounts()
    _keep_trail()


def _policies() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_documents")),
    )
    op.create_table(
        "checklists",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_checklists")),
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("asked_version", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("has_checklist", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
    )
    op.create_table(
        "versions",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("manifest_sha256", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("checklist_sha256", sa.String(length=64), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("review", sa.String(length=10), nullable=True),
        sa.Column("published_by", sa.String(length=200), nullable=False),
        sa.Column("published_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_sha256"], ["checklists.sha256"], name=op.f("fk_versions_checklist_sha256")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_versions_policy_id")),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], name=op.f("fk_versions_sha256")),
        sa.PrimaryKeyConstraint("policy_id", "version", name=op.f("pk_versions")),
        sa.UniqueConstraint("manifest_sha256", name=op.f("uq_versions_manifest_sha256")),
    )


def _people() -> None:
    op.create_table(
        "trust",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("aud", sa.String(length=128), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("service_x", sa.String(length=43), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust")),
    )
    op.create_table(
        "publishing_keys",
        sa.Column("kid", sa.String(length=43), nullable=False),
        sa.Column("x", sa.String(length=43), nullable=False),
        sa.Column("added_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_publishing_keys")),
    )
    op.create_table(
        "schools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
        sa.UniqueConstraint("name", name=op.f("uq_schools_name")),
    )
    op.create_table(
        "staff",
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("line_manager", sa.String(length=36), nullable=True),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("joined_on", sa.String(length=10), nullable=True),
        sa.Column("left_on", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["line_manager"], ["staff.sub"], name=op.f("fk_staff_line_manager")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_staff_school_id")),
        sa.PrimaryKeyConstraint("sub", name=op.f("pk_staff")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_staff_staff_id")),
    )
    op.create_index(op.f("ix_staff_line_manager"), "staff", ["line_manager"], unique=False)
    op.create_index(op.f("ix_staff_school_id"), "staff", ["school_id"], unique=False)
    op.create_table(
        "keys",
        sa.Column("kid", sa.String(length=43), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("x", sa.String(length=43), nullable=False),
        sa.Column("identity", sa.String(length=8), nullable=False),
        sa.Column("enrolled_at", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_keys_sub")),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_keys")),
    )
    op.create_index(op.f("ix_keys_sub"), "keys", ["sub"], unique=False)
    op.create_table(
        "codes",
        sa.Column("lookup_hash", sa.String(length=64), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("issued_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_codes_sub")),
        sa.PrimaryKeyConstraint("lookup_hash", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_sub"), "codes", ["sub"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_kind_at"), "attempts", ["kind", "at"], unique=False)
    op.create_table(
        "challenges",
        sa.Column("nonce", sa.String(length=43), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_challenges")),
    )
    op.create_index(op.f("ix_challenges_expires_at"), "challenges", ["expires_at"], unique=False)


def _log() -> None:
    op.create_table(
        "log_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("last_at", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.Column("checkpoint_size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_state")),
    )
    op.create_table(
        "log_leaves",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "index", name=op.f("pk_log_leaves")),
    )
    op.create_table(
        "log_nodes",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "level", "index", name=op.f("pk_log_nodes")),
    )
    op.create_table(
        "records",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("typ", sa.String(length=64), nullable=False),
        sa.Column("jti", sa.String(length=36), nullable=True),
        sa.Column("sub", sa.String(length=36), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["epoch", "leaf_index"],
            ["log_leaves.epoch", "log_leaves.index"],
            name=op.f("fk_records_epoch_leaf_index"),
        ),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_records_sub")),
        sa.PrimaryKeyConstraint("epoch", "leaf_index", name=op.f("pk_records")),
        sa.UniqueConstraint("jti", name=op.f("uq_records_jti")),
    )
    op.create_index(op.f("ix_records_sub"), "records", ["sub"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["jti"], ["records.jti"], name=op.f("fk_receipts_jti")),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_receipts")),
    )
    op.create_table(
        "messages",
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("acknowledgement", sa.String(length=36), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("to", sa.String(length=12), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledgement"], ["records.jti"], name=op.f("fk_messages_acknowledgement")
        ),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_messages_sub")),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_messages")),
        sa.UniqueConstraint("acknowledgement", name=op.f("uq_messages_acknowledgement")),
    )
    op.create_index(op.f("ix_messages_sub"), "messages", ["sub"], unique=False)


def _summaries() -> None:
    op.create_table(
        "standings",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("acknowledgement", sa.String(length=12), nullable=False),
        sa.Column("acknowledged_at", sa.String(length=20), nullable=True),
        sa.Column("audit", sa.String(length=12), nullable=False),
        sa.Column("audit_on", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_standings_policy_id")),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_standings_sub")),
        sa.PrimaryKeyConstraint("policy_id", "sub", name=op.f("pk_standings")),
    )
    op.create_index(
        op.f("ix_standings_policy_id_revision"), "standings", ["policy_id", "revision"], unique=False
    )
    op.create_index(op.f("ix_standings_sub"), "standings", ["sub"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("acknowledgement", sa.String(length=12), nullable=False),
        sa.Column("audit", sa.String(length=12), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_tallies_policy_id")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_tallies_school_id")),
        sa.PrimaryKeyConstraint(
            "policy_id", "school_id", "person", "acknowledgement", "audit", "due", name=op.f("pk_tallies")
        ),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_accounts_sub")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "account_schools",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_schools_account_id")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_account_schools_school_id")),
        sa.PrimaryKeyConstraint("account_id", "school_id", name=op.f("pk_account_schools")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"], unique=False)
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"], unique=False)
    op.create_table(
        "trail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )


def _keep_trail() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER trail_refuses_{change.lower()} BEFORE {change} ON trail "
                "BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION trail_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the trail is only ever added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER trail_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail "
        "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_kept()"
    )
