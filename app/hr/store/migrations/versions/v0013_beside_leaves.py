"""What a leaf holds a digest of and is kept beside the log: fresh sign-ins, and what people signed of a dispute."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "beside_leaves",
        sa.Column("jti", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("about", sa.String(length=43), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_beside_leaves_sub")),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_beside_leaves")),
    )
    op.create_index(op.f("ix_beside_leaves_sub"), "beside_leaves", ["sub"])
    op.create_index(op.f("ix_beside_leaves_about"), "beside_leaves", ["about"])
