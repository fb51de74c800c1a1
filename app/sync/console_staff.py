"""The staff list and the sign sheet, as the HR window asks the service for them.

Each function takes a `ConsoleClient` that has signed in, and raises what its methods raise.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app import protocol_staff as wire
from app.errors import RefusedError
from app.protocol_people import File
from app.sync.console_client import ConsoleClient


class StaffListTooLargeError(RefusedError):
    """The file is larger than any staff list."""

    sentence = "This file is too large for a staff list."
    next_step = "Choose a file of less than 25 MB."


@dataclass(frozen=True)
class ListFile:
    """A staff list's file and what was chosen for it: a sheet, and headings by meaning (None: the service chooses)."""

    name: str
    content: bytes
    sheet: str = ""
    columns: Mapping[wire.Meaning, str] | None = None


def preview(client: ConsoleClient, file: ListFile) -> wire.StaffPlan:
    """What a staff list would change; saves nothing. Raises StaffListTooLargeError too."""
    return _send(client, file, is_preview=True, confirmed=True)


def save(client: ConsoleClient, file: ListFile, *, confirm_leavers: bool) -> wire.StaffPlan:
    """Save a staff list; `confirm_leavers` says that so many people leaving is meant."""
    return _send(client, file, is_preview=False, confirmed=confirm_leavers)


def find(client: ConsoleClient, words: str) -> wire.Found:
    """The first people who fit the words (nobody for none), and every school."""
    return client.get(f"{wire.STAFF_FOUND}?{urlencode({'words': words})}", wire.Found)


def add(client: ConsoleClient, fields: wire.PersonFields) -> str:
    """Add somebody; returns their staff id."""
    return client.post(wire.STAFF, fields, wire.SavedPerson).staff_id


def change(client: ConsoleClient, staff_id: str, fields: wire.PersonFields) -> None:
    """Change somebody."""
    body = wire.PersonChange(staff_id=staff_id, fields=fields)
    client.post(wire.STAFF_CHANGE, body, wire.SavedPerson)


def sheet(client: ConsoleClient, policy_id: str, school: str | None) -> wire.Sheet:
    """A sheet to print and sign."""
    return client.post(wire.SIGN_SHEET, wire.SheetRequest(policy_id=policy_id, school=school), wire.Sheet)


def record_sheet(
    client: ConsoleClient,
    of: wire.Sheet,
    staff_ids: Sequence[str],
    on: str,
    reason: str,
    scan: tuple[str, bytes] | None,
) -> int:
    """Record who signed a sheet on a day (YYYY-MM-DD); returns how many. `scan` is a file's name and bytes."""
    file = File(name=scan[0][-400:], content=base64.b64encode(scan[1]).decode()) if scan else None
    body = wire.SignedSheet(
        policy_id=of.policy_id,
        version=of.version,
        on=on,
        reason=reason,
        staff_ids=list(staff_ids),
        scan=file,
    )
    return client.post(wire.SIGNED_SHEET, body, wire.RecordedSheet).count


def _send(client: ConsoleClient, file: ListFile, *, is_preview: bool, confirmed: bool) -> wire.StaffPlan:
    if len(file.content) > wire.MAX_LIST_BYTES:
        raise StaffListTooLargeError
    columns = None
    if file.columns is not None:
        columns = [
            wire.ChosenColumn(meaning=meaning, heading=heading) for meaning, heading in file.columns.items()
        ]
    body = wire.StaffFile(
        name=file.name[-400:],
        content=base64.b64encode(file.content).decode(),
        preview=is_preview,
        confirm_leavers=confirmed,
        sheet=file.sheet,
        columns=columns,
    )
    return client.post(wire.STAFF_LIST, body, wire.StaffPlan)
