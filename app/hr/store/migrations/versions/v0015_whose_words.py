"""Which line manager words were sent to: whoever comes after does not read them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; words that are here already are for whoever is the line manager now, as they were before."""
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("manager", sa.String(length=36), nullable=True))
        table.create_foreign_key(op.f("fk_messages_manager"), "staff", ["manager"], ["sub"])
    messages, staff = (
        sa.table("messages", *map(sa.column, ("sub", "to", "manager"))),
        sa.table("staff", *map(sa.column, ("sub", "line_manager"))),
    )
    of_today = sa.select(staff.c.line_manager).where(staff.c.sub == messages.c.sub).scalar_subquery()
    op.execute(messages.update().where(messages.c.to == "line-manager").values(manager=of_today))
