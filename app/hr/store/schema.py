"""The tables of the HR service (SQLAlchemy Core), one set for SQLite and PostgreSQL.

Rules:

* all state of the service is here, so that workers and hosts can be added;
* a time is RFC 3339 text in UTC to the second, a date `YYYY-MM-DD` text: equal times are equal texts on both
  engines;
* states are the values of the enumerations in `app.domain.obligation`;
* nothing of the log (`log_leaves`, `log_nodes`) is ever updated; a purge deletes a row of `records` and leaves
  the 32-byte leaf hash;
* `key_bases` (what a key's enrolment rests on) and the content of `beside_leaves` (fresh sign-ins, and what people
  signed of a dispute) may be erased: the log keeps its digest;
* `standings` and `tallies` are summaries of the log and the staff list, kept in the same transaction as what they
  sum up; `trail` refuses update and delete by triggers in the database itself, but for a line whose 32-byte hash is
  kept in `trail_stubs`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts a row's number only in a column that is exactly INTEGER.
_Serial = BigInteger().with_variant(Integer(), "sqlite")
_Kid = String(43)
_Digest = String(64)
_Uuid = String(36)
_Time = String(20)
_Day = String(10)
_Name = String(200)
_Id = String(64)
_State = String(12)

trust = Table(
    "trust",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("aud", String(128), nullable=False),
    Column("name", _Name, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("service_x", _Kid, nullable=False),
)

publishing_keys = Table(
    "publishing_keys",
    metadata,
    Column("kid", _Kid, primary_key=True),
    Column("x", _Kid, nullable=False),
    Column("added_at", _Time, nullable=False),
    Column("replaced_at", _Time),
    Column("leaf_index", BigInteger),
    Column("change", Text),
)

schools = Table(
    "schools",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _Name, nullable=False, unique=True),
)

staff = Table(
    "staff",
    metadata,
    Column("sub", _Uuid, primary_key=True),
    Column("staff_id", _Id, nullable=False, unique=True),
    Column("name", _Name, nullable=False),
    Column("email", _Name, nullable=False),
    Column("school_id", ForeignKey("schools.id"), nullable=False, index=True),
    Column("role", _Name, nullable=False),
    Column("line_manager", ForeignKey("staff.sub"), index=True),
    Column("person", _State, nullable=False),
    Column("joined_on", _Day),
    Column("left_on", _Day),
    Column("legal_name", _Name),
    Column("kind", _State, nullable=False, server_default="employee"),
    Column("by_hand", Boolean, nullable=False, server_default=false()),
)

staff_schools = Table(
    "staff_schools",
    metadata,
    Column("sub", ForeignKey("staff.sub"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True, index=True),
)

list_columns = Table(
    "list_columns",
    metadata,
    Column("meaning", String(24), primary_key=True),
    Column("heading", _Name, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("kid", _Kid, primary_key=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("x", _Kid, nullable=False),
    Column("identity", String(8), nullable=False),
    Column("enrolled_at", _Time, nullable=False),
    Column("ended_at", _Time),
    Column("enrolled_leaf", BigInteger),
    Column("ended_leaf", BigInteger),
    Column("ended_as", String(8)),
    Column("ended_why", String(400)),
)

key_bases = Table(
    "key_bases",
    metadata,
    Column("kid", ForeignKey("keys.kid"), primary_key=True),
    Column("sha256", _Digest, nullable=False),
    Column("content", Text, nullable=False),
)

identity_provider = Table(
    "identity_provider",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("kind", String(8), nullable=False),
    Column("issuer", String(400), nullable=False),
    Column("client_id", _Name, nullable=False),
    Column("client_secret", _Name),
    Column("redirect_host", String(9), nullable=False),
    Column("scopes", _Name, nullable=False),
    Column("domain", _Name),
)

identities = Table(
    "identities",
    metadata,
    Column("issuer", String(400), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False),
    Column("pinned_at", _Time, nullable=False),
    UniqueConstraint("issuer", "sub"),
)

codes = Table(
    "codes",
    metadata,
    Column("lookup_hash", _Digest, primary_key=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("issued_at", _Time, nullable=False),
    Column("expires_at", _Time, nullable=False),
    Column("used_at", _Time),
    Column("issued_by", _Name, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("who", _Digest, nullable=False),
    Column("at", _Time, nullable=False),
    Index(None, "kind", "at"),
)

challenges = Table(
    "challenges",
    metadata,
    Column("nonce", _Kid, primary_key=True),
    Column("expires_at", _Time, nullable=False, index=True),
)

policies = Table(
    "policies",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("asked_version", BigInteger, nullable=False),
    Column("due", _Day),
    Column("has_checklist", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("due_days", Integer),
    Column("audience", _State, nullable=False, default="everyone"),
    Column("shrunk_at", BigInteger, nullable=False, default=0),
)

versions = Table(
    "versions",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("manifest_sha256", _Digest, nullable=False, unique=True),
    Column("manifest", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("leaf_index", BigInteger, nullable=False),
    Column("sha256", ForeignKey("documents.sha256"), nullable=False),
    Column("checklist_sha256", ForeignKey("checklists.sha256")),
    Column("label", _Name, nullable=False),
    Column("title", _Name, nullable=False),
    Column("material", Boolean, nullable=False),
    Column("review", _Day),
    Column("published_by", _Name, nullable=False),
    Column("published_at", _Time, nullable=False),
    Column("state", _State, nullable=False, default="begun"),
    Column("starts", _Day),
    Column("due", _Day),
    Column("due_days", Integer),
    Column("audience", _State, nullable=False, default="everyone"),
    Column("owner", _Name),
    Column("approved_by", _Name),
    Column("ratified", _Day),
    Column("related", Text, nullable=False, default="[]"),
    Column("original_sha256", ForeignKey("originals.sha256")),
)

audience_members = Table(
    "audience_members",
    metadata,
    Column("policy_id", _Id, primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("value", _Name, primary_key=True),
    ForeignKeyConstraint(["policy_id", "version"], ["versions.policy_id", "versions.version"]),
)

policy_events = Table(
    "policy_events",
    metadata,
    Column("jti", _Uuid, primary_key=True),
    Column("policy_id", ForeignKey("policies.id"), nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("event", _State, nullable=False),
    Column("at", _Time, nullable=False),
    Column("on", _Day, nullable=False),
    Column("until", _Day),
    Column("name", _Name, nullable=False),
    Column("reason", String(400), nullable=False),
    Column("by", _Name, nullable=False),
    Column("leaf_index", BigInteger, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", _Digest, primary_key=True),
    Column("name", _Name, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", _Digest, primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

checklists = Table(
    "checklists",
    metadata,
    Column("sha256", _Digest, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

log_state = Table(
    "log_state",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary(32), nullable=False),
    Column("last_at", _Time, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("checkpoint_size", BigInteger, nullable=False),
    Column("place", String(100)),
    Column("service_kid", _Kid),
)

service_keys = Table(
    "service_keys",
    metadata,
    Column("kid", _Kid, primary_key=True),
    Column("x", _Kid, nullable=False),
    Column("leaf_index", BigInteger, nullable=False),
    Column("change", Text, nullable=False),
)

timestamp_service = Table(
    "timestamp_service",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("url", String(400), nullable=False),
    Column("authority", Text, nullable=False),
)

timestamps = Table(
    "timestamps",
    metadata,
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("at", _Time, nullable=False),
    Column("response", LargeBinary, nullable=False),
)

lost_versions = Table(
    "lost_versions",
    metadata,
    Column("manifest_sha256", _Digest, primary_key=True),
    Column("policy_id", _Id, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("checklist", LargeBinary),
    Column("at", _Time, nullable=False),
)

epochs = Table(
    "epochs",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("origin", String(160), nullable=False, unique=True),
    Column("starts", BigInteger, nullable=False),
)

holders = Table(
    "holders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _Name, nullable=False),
    Column("target", String(400), nullable=False),
    Column("added_at", _Time, nullable=False),
    Column("ended_at", _Time),
)

daily_tasks = Table(
    "daily_tasks",
    metadata,
    Column("task", String(40), primary_key=True),
    Column("day", _Day, primary_key=True),
    Column("taken_at", _Time, nullable=False),
    Column("done", Boolean, nullable=False),
)

log_leaves = Table(
    "log_leaves",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("leaf_hash", LargeBinary(32), nullable=False),
)

log_nodes = Table(
    "log_nodes",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("typ", String(64), nullable=False),
    Column("jti", _Uuid, unique=True),
    Column("sub", ForeignKey("staff.sub"), index=True),
    Column("sha256", _Digest, nullable=False),
    Column("token", Text, nullable=False),
    Column("received_at", _Time, nullable=False),
    Column("late", Boolean, nullable=False),
    ForeignKeyConstraint(["epoch", "leaf_index"], ["log_leaves.epoch", "log_leaves.index"]),
)

receipts = Table(
    "receipts",
    metadata,
    Column("jti", ForeignKey("records.jti"), primary_key=True),
    Column("token", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
)

earlier_receipts = Table(
    "earlier_receipts",
    metadata,
    Column("sha256", _Digest, primary_key=True),
    Column("jti", _Uuid, nullable=False, index=True),
    Column("token", Text, nullable=False),
)

standings = Table(
    "standings",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), primary_key=True),
    Column("sub", ForeignKey("staff.sub"), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("acknowledgement", _State, nullable=False),
    Column("acknowledged_at", _Time),
    Column("audit", _State, nullable=False),
    Column("audit_on", _Day),
    Column("due", _Day),
    Column("revision", BigInteger, nullable=False),
    Index(None, "policy_id", "revision"),
    Index(None, "sub"),
)

standings_aside = Table(
    "standings_aside",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), primary_key=True),
    Column("sub", ForeignKey("staff.sub"), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("acknowledgement", _State, nullable=False),
    Column("acknowledged_at", _Time),
    Column("audit", _State, nullable=False),
    Column("audit_on", _Day),
    Column("due", _Day),
    Column("revision", BigInteger, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("person", _State, primary_key=True),
    Column("acknowledgement", _State, primary_key=True),
    Column("audit", _State, primary_key=True),
    Column("due", _Day, primary_key=True),
    Column("count", BigInteger, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("jti", _Uuid, primary_key=True),
    Column("acknowledgement", ForeignKey("records.jti"), nullable=False, unique=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("to", String(12), nullable=False),
    Column("manager", ForeignKey("staff.sub")),
    Column("sha256", _Digest, nullable=False),
    Column("token", Text, nullable=False),
    Column("received_at", _Time, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("jti", _Uuid, primary_key=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("fact", _State, nullable=False, index=True),
    Column("at", _Time, nullable=False),
    Column("on", _Day, nullable=False),
    Column("until", _Day),
    Column("about", _Kid),
    Column("leaf_index", BigInteger, nullable=False),
    Column("told_at", _Time),
)

beside_leaves = Table(
    "beside_leaves",
    metadata,
    Column("jti", _Uuid, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("about", _Kid, nullable=False, index=True),
    Column("leaf_index", BigInteger, nullable=False),
    Column("at", _Time, nullable=False),
    Column("sha256", _Digest, nullable=False),
    Column("content", Text),
)

scans = Table(
    "scans",
    metadata,
    Column("sha256", _Digest, primary_key=True),
    Column("name", _Name, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("kind", _State, primary_key=True),
    Column("address", _Name, nullable=False),
)

calendar_files = Table(
    "calendar_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _Name, nullable=False),
    Column("school_id", ForeignKey("schools.id"), index=True),
    Column("added_at", _Time, nullable=False),
    Column("added_by", _Name, nullable=False),
)

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("file_id", ForeignKey("calendar_files.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", _State, nullable=False),
    Column("first", _Day, nullable=False),
    Column("last", _Day, nullable=False),
    Column("title", _Name, nullable=False),
)

reminder_settings = Table(
    "reminder_settings",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("switched_on", Boolean, nullable=False),
    Column("most", Integer, nullable=False),
    Column("first_after", Integer, nullable=False),
    Column("pause", Integer, nullable=False),
    Column("at", String(5), nullable=False),
    Column("tell_manager", Boolean, nullable=False),
    Column("host", _Name),
    Column("port", Integer),
    Column("sender", _Name),
    Column("account", _Name),
    Column("sealed_password", Text),
    Column("last_run_at", _Time),
    Column("last_problem", _Id),
)

reminder_templates = Table(
    "reminder_templates",
    metadata,
    Column("name", _State, primary_key=True),
    Column("subject", _Name, nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", _Time, nullable=False),
    Column("changed_by", _Name, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("number", _Serial, primary_key=True),
    Column("id", _Uuid, nullable=False, unique=True),
    Column("day", _Day, nullable=False),
    Column("address", _Name, nullable=False),
    Column("template", _State, nullable=False),
    Column("template_sha256", _Digest, nullable=False),
    Column("claimed_at", _Time, nullable=False),
    Column("state", _State, nullable=False),
    Column("answered_at", _Time),
    Column("answer", _Name),
    UniqueConstraint("address", "day"),
)

reminder_subjects = Table(
    "reminder_subjects",
    metadata,
    Column("reminder", ForeignKey("reminders.number"), primary_key=True),
    Column("sub", ForeignKey("staff.sub"), primary_key=True, index=True),
    Column("policy_id", ForeignKey("policies.id"), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("version", BigInteger, nullable=False),
)

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("address", _Name, primary_key=True),
    Column("cleared_at", _Time, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _Name, nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("sub", ForeignKey("staff.sub")),
    Column("active", Boolean, nullable=False),
    Column("created_at", _Time, nullable=False),
    Column("issuer", String(400)),
    Column("subject", String(255)),
    Index(None, "issuer", "subject", unique=True),
)

account_schools = Table(
    "account_schools",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", _Digest, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("expires_at", _Time, nullable=False, index=True),
    Column("opened_at", _Time, nullable=False, server_default=""),
    Column("seen_at", _Time, nullable=False, server_default=""),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("sealed_secret", Text, nullable=False),
    Column("confirmed_at", _Time),
    Column("last_step", BigInteger, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("code_hash", _Digest, primary_key=True),
    Column("used_at", _Time),
)

account_rules = Table(
    "account_rules",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("idle_minutes", Integer, nullable=False),
    Column("second_factor", _Name, nullable=False),
    Column("two_people", Boolean, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", _Uuid, primary_key=True),
    Column("kind", _State, nullable=False),
    Column("subject", _Name, nullable=False),
    Column("told", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", _Digest, nullable=False),
    Column("asked_by", _Name, nullable=False),
    Column("asked_at", _Time, nullable=False),
    Column("expires_at", _Time, nullable=False),
    Column("state", _State, nullable=False, index=True),
    Column("decided_by", _Name),
    Column("decided_at", _Time),
    Column("reason", String(400)),
    Column("held_until", _Time),
)

trail = Table(
    "trail",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("at", _Time, nullable=False),
    Column("actor", _Name, nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", _Name, nullable=False),
    Column("detail", String(400), nullable=False),
)

trail_places = Table(
    "trail_places",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("trail_id", ForeignKey("trail.id"), nullable=False, unique=True),
)

trail_stubs = Table(
    "trail_stubs",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("trail_id", BigInteger, nullable=False, unique=True),
    Column("line_hash", LargeBinary(32), nullable=False),
)

retention_rules = Table(
    "retention_rules",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("months", Integer),
    Column("counted_from", _State),
    Column("set_at", _Time, nullable=False),
    Column("set_by", _Name, nullable=False),
)

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope", _State, nullable=False),
    Column("sub", ForeignKey("staff.sub")),
    Column("school_id", ForeignKey("schools.id")),
    Column("reason", String(400), nullable=False),
    Column("placed_at", _Time, nullable=False),
    Column("placed_by", _Name, nullable=False),
    Column("lifted_at", _Time),
    Column("lifted_by", _Name),
    Column("lifted_why", String(400)),
)

purged = Table(
    "purged",
    metadata,
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("sub", ForeignKey("staff.sub"), nullable=False, index=True),
    Column("jti", _Uuid, nullable=False, index=True),
    Column("purge", _Uuid, nullable=False),
)
