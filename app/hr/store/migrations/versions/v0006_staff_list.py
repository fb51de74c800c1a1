"""Legal names, several schools, and people who are on no system's list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what is known of a person beside the list, their further schools, and what the list's columns mean."""
    op.add_column("staff", sa.Column("legal_name", sa.String(length=200), nullable=True))
    op.add_column("staff", sa.Column("kind", sa.String(length=12), nullable=False, server_default="employee"))
    op.add_column("staff", sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "staff_schools",
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_staff_schools_sub")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_staff_schools_school_id")),
        sa.PrimaryKeyConstraint("sub", "school_id", name=op.f("pk_staff_schools")),
    )
    op.create_index(op.f("ix_staff_schools_school_id"), "staff_schools", ["school_id"])
    op.create_table(
        "list_columns",
        sa.Column("meaning", sa.String(length=24), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("meaning", name=op.f("pk_list_columns")),
    )
