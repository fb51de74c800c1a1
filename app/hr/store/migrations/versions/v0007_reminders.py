"""Term calendars, reminder rules and what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the calendars of schools, how reminders are sent, and every reminder that was claimed."""
    _calendars()
    _settings()
    _sent()


def _calendars() -> None:
    op.create_table(
        "calendar_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.String(length=20), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_calendar_files_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_files")),
    )
    op.create_index(op.f("ix_calendar_files_school_id"), "calendar_files", ["school_id"])
    op.create_table(
        "calendar_days",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["calendar_files.id"], name=op.f("fk_calendar_days_file_id")),
        sa.PrimaryKeyConstraint("file_id", "number", name=op.f("pk_calendar_days")),
    )


def _settings() -> None:
    op.create_table(
        "reminder_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("switched_on", sa.Boolean(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("first_after", sa.Integer(), nullable=False),
        sa.Column("pause", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("tell_manager", sa.Boolean(), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(length=200), nullable=True),
        sa.Column("account", sa.String(length=200), nullable=True),
        sa.Column("sealed_password", sa.Text(), nullable=True),
        sa.Column("last_run_at", sa.String(length=20), nullable=True),
        sa.Column("last_problem", sa.String(length=64), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_reminder_settings_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_settings")),
    )
    op.create_table(
        "reminder_templates",
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(length=20), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reminder_templates")),
    )


def _sent() -> None:
    op.create_table(
        "reminders",
        sa.Column("number", _SERIAL, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("template", sa.String(length=12), nullable=False),
        sa.Column("template_sha256", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("answered_at", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reminders")),
        sa.UniqueConstraint("id", name=op.f("uq_reminders_id")),
        sa.UniqueConstraint("address", "day", name=op.f("uq_reminders_address_day")),
    )
    op.create_table(
        "reminder_subjects",
        sa.Column("reminder", _SERIAL, nullable=False),
        sa.Column("sub", sa.String(length=36), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder"], ["reminders.number"], name=op.f("fk_reminder_subjects_reminder")
        ),
        sa.ForeignKeyConstraint(["sub"], ["staff.sub"], name=op.f("fk_reminder_subjects_sub")),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_reminder_subjects_policy_id")),
        sa.PrimaryKeyConstraint("reminder", "sub", "policy_id", "part", name=op.f("pk_reminder_subjects")),
    )
    op.create_index(op.f("ix_reminder_subjects_sub"), "reminder_subjects", ["sub"])
    op.create_table(
        "mail_addresses",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("cleared_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_addresses")),
    )
