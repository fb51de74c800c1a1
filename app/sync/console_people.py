"""One person's page, questions, disputes and the trail, as the HR window asks the service for them.

Each function takes a `ConsoleClient` that has signed in, and raises what its methods raise.
"""

import base64
import binascii
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote, urlencode

from app import protocol_people as wire
from app.sync.console_client import ConsoleClient
from app.sync.errors import NotTheServiceError

Outcome = Literal["upheld", "not-upheld"]
"""How a dispute ended."""


def person(client: ConsoleClient, staff_id: str) -> wire.Person:
    """One person's page."""
    return client.get(f"{wire.ONE}/{_part(staff_id)}", wire.Person)


def evidence(client: ConsoleClient, staff_id: str) -> bytes:
    """The bytes of the person's evidence pack."""
    return content_of(client.get(f"{wire.PEOPLE}/{_part(staff_id)}/evidence", wire.File))


def scan(client: ConsoleClient, staff_id: str, sha256: str) -> tuple[str, bytes]:
    """The name and bytes of the scan of a signed sheet."""
    file = client.get(f"{wire.PEOPLE}/{_part(staff_id)}/scans/{_part(sha256)}", wire.File)
    return file.name, content_of(file)


def record(client: ConsoleClient, staff_id: str, body: wire.ByHand) -> None:
    """Record a signed sheet, an acceptance on somebody's behalf, or an exemption."""
    client.post(f"{wire.PEOPLE}/{_part(staff_id)}/facts", body, wire.Done)


def leave(client: ConsoleClient, staff_id: str, body: wire.LeaveDays) -> None:
    """Record leave."""
    client.post(f"{wire.PEOPLE}/{_part(staff_id)}/leave", body, wire.Done)


def back(client: ConsoleClient, staff_id: str, body: wire.Return) -> None:
    """Record that somebody is back."""
    client.post(f"{wire.PEOPLE}/{_part(staff_id)}/return", body, wire.Done)


def end_key(client: ConsoleClient, staff_id: str, kid: str, body: wire.KeyEnd) -> None:
    """Retire or revoke a key."""
    client.post(f"{wire.PEOPLE}/{_part(staff_id)}/keys/{_part(kid)}", body, wire.Done)


def questions(client: ConsoleClient) -> list[wire.Question]:
    """Every question and refusal this account may know of, open ones first."""
    return client.get(wire.QUESTIONS, wire.Questions).questions


def answer(client: ConsoleClient, jti: str, text: str) -> None:
    """Answer one."""
    client.post(f"{wire.QUESTIONS}/{_part(jti)}", wire.Answer(text=text), wire.Done)


def disputes(client: ConsoleClient) -> wire.Disputes:
    """Everything disputed, and who outside the case is told."""
    return client.get(wire.DISPUTES, wire.Disputes)


def add_note(client: ConsoleClient, jti: str, text: str) -> None:
    """Add a note to a dispute."""
    client.post(f"{wire.DISPUTES}/{_part(jti)}/notes", wire.Answer(text=text), wire.Done)


def end_dispute(client: ConsoleClient, jti: str, outcome: Outcome, reason: str) -> None:
    """Say how a dispute ended."""
    body = wire.EndDispute(outcome=outcome, reason=reason)
    client.post(f"{wire.DISPUTES}/{_part(jti)}/end", body, wire.Done)


def trail(client: ConsoleClient, search: str = "", before: int | None = None) -> wire.Trail:
    """A page of the trail, newest first; `before` is the number of the last line of the page before."""
    asked = {"search": search} | ({"before": before} if before is not None else {})
    return client.get(f"{wire.TRAIL}?{urlencode(asked)}", wire.Trail)


def whole_trail(client: ConsoleClient, search: str = "") -> Iterator[wire.Step]:
    """Every line that fits, newest first, asked for page by page."""
    before: int | None = None
    while True:
        page = trail(client, search, before)
        yield from page.steps
        if not page.more or not page.steps:
            return
        before = page.steps[-1].number


def trail_check(client: ConsoleClient) -> wire.TrailCheck:
    """Whether the trail is as its daily heads in the log fixed it."""
    return client.get(wire.TRAIL_CHECK, wire.TrailCheck)


def file_of(name: str, content: bytes) -> wire.File:
    """A file as it travels."""
    return wire.File(name=name[-200:], content=base64.b64encode(content).decode())


def content_of(file: wire.File) -> bytes:
    """The bytes of a file that travelled as text; raises NotTheServiceError."""
    try:
        return base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError):
        raise NotTheServiceError from None


def _part(text: str) -> str:
    return quote(text, safe="")
