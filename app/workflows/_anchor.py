"""A note beside the state file of who this computer was set up for, and whom of the trust it believes.

It holds nothing secret: public keys, names of the log and the service. With it and the key in the key store an
empty database fills itself again. On Windows it roams with the profile, as the key does and the database does not.
"""

import json
import os
from dataclasses import asdict, fields

from app.storage.person import Person
from app.workflows.context import Context

_NAME = "enrolment.json"


def write_anchor(context: Context, person: Person) -> None:
    """Replace the note in one step; raises OSError."""
    if context.state_file is None:
        return
    path = context.state_file.with_name(_NAME)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(person), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_anchor(context: Context) -> Person | None:
    """What the note says, or None where it is missing or damaged."""
    if context.state_file is None:
        return None
    try:
        found = json.loads(context.state_file.with_name(_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    names = {field.name for field in fields(Person)}
    if not isinstance(found, dict) or set(found) != names:
        return None
    return Person(**found) if all(isinstance(value, str) for value in found.values()) else None
