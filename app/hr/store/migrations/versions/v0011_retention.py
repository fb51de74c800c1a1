"""Rules for keeping, legal holds, what was purged, and a trail whose lines can go once their hash is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables, and let a line of the trail be deleted once its 32-byte hash is kept."""
    op.create_table(
        "retention_rules",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("counted_from", sa.String(length=12), nullable=True),
        sa.Column("set_at", sa.String(length=20), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_rules")),
    )
    _holds()
    _purged()
    _trail()


def _holds() -> None:
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("placed_at", sa.String(length=20), nullable=False),
        sa.Column("placed_by", sa.String(length=200), nullable=False),
        sa.Column("lifted_at", sa.String(length=20), nullable=True),
        sa.Column("lifted_by", sa.String(length=200), nullable=True),
        sa.Column("lifted_why", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_legal_holds_sub")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_legal_holds_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )


def _purged() -> None:
    op.create_table(
        "purged",
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("purge", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_purged_sub")),
        sa.PrimaryKeyConstraint("leaf_index", "kind", name=op.f("pk_purged")),
    )
    op.create_index(op.f("ix_purged_sub"), "purged", ["sub"])
    op.create_index(op.f("ix_purged_jti"), "purged", ["jti"])
    op.create_table(
        "trail_stubs",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("trail_id", sa.BigInteger(), nullable=False),
        sa.Column("line_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_trail_stubs")),
        sa.UniqueConstraint("trail_id", name=op.f("uq_trail_stubs_trail_id")),
    )


def _trail() -> None:
    kept = "EXISTS (SELECT 1 FROM trail_stubs WHERE trail_stubs.trail_id = OLD.id)"
    refusal = "'the trail is only ever added to'"
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER trail_refuses_delete")
        op.execute(
            f"CREATE TRIGGER trail_refuses_delete BEFORE DELETE ON trail WHEN NOT {kept} "
            f"BEGIN SELECT RAISE(ABORT, {refusal}); END"
        )
        return
    op.execute("DROP TRIGGER trail_is_kept ON trail")
    op.execute(
        "CREATE TRIGGER trail_is_not_emptied BEFORE TRUNCATE ON trail "
        "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_kept()"
    )
    op.execute(
        "CREATE FUNCTION trail_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF TG_OP = 'DELETE' AND {kept} THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION {refusal}; END $$"
    )
    op.execute(
        "CREATE TRIGGER trail_is_kept BEFORE UPDATE OR DELETE ON trail "
        "FOR EACH ROW EXECUTE FUNCTION trail_line_is_kept()"
    )
