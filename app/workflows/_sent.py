"""Reading the person's own records back, each verified by the public key that is kept with them."""

import sqlite3
from typing import Any

from app.signing import jws
from app.storage import person as people
from app.storage import policies
from app.workflows._keys import public_key


def claims_of(connection: sqlite3.Connection, token: str) -> dict[str, Any]:
    """The claims of one of the person's own tokens; raises WrongKeyError or another error of `jws.verify`."""
    header = jws.read_header(token)
    x = people.key(connection, header.kid)
    if x is None:
        raise jws.WrongKeyError
    return jws.verify(token, header.typ, public_key(x)).claims


def title_of(connection: sqlite3.Connection, policy: str, version: int) -> tuple[str, str]:
    """The title and label of a version, or its plain id and number where it is not here."""
    stored = policies.load(connection, policy, version)
    return (stored.title, stored.label) if stored else (policy, str(version))
