"""Bounds on what a request may hold: the size of its body, and no query that its path does not know."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import (
    protocol,
    protocol_people,
    protocol_policies,
    protocol_progress,
    protocol_reminders,
    protocol_staff,
)
from app.server.problems import MalformedRequestError, TooLargeError, answer

MOST_BYTES = 3 * 2**20  # a full batch of records
MOST_ROSTER_BYTES = 36 * 2**20
MOST_BOUNCES_BYTES = 28 * 2**20
MOST_POLICY_BYTES = 72 * 2**20  # a document, the file it came from, and a checklist, in base64
_LARGE = {
    protocol.LOST_VERSIONS: MOST_POLICY_BYTES,
    protocol_staff.STAFF_LIST: MOST_ROSTER_BYTES,
    protocol_reminders.BOUNCES: MOST_BOUNCES_BYTES,
    protocol_policies.CONSOLE_POLICY_DRAFTS: MOST_POLICY_BYTES,
    protocol_policies.CONSOLE_POLICY_PUBLISHED: MOST_POLICY_BYTES,
}
QUERIES: Mapping[str, frozenset[str]] = {
    protocol.CONSISTENCY: frozenset({"first", "second"}),
    protocol.CONSOLE_STANDINGS: frozenset({"policy", "after"}),
    protocol_progress.CONSOLE_SUMMARY: frozenset({"policy", "by"}),
    protocol_progress.CONSOLE_PROGRESS: frozenset({"policy"}),
    protocol_reminders.LOG: frozenset({"before"}),
    protocol_staff.STAFF_FOUND: frozenset({"words"}),
    protocol_people.TRAIL: frozenset({"search", "before"}),
}


Position = Annotated[int, Query(ge=0, le=protocol.LARGEST)]
"""A number in a query: a revision, a line or a leaf."""


class Limits:
    """Refuses what is too large before it is read whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request within its bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = _LARGE.get(scope["path"], MOST_BYTES)
        if _declared(scope) > most:
            await answer(TooLargeError(), 413)(scope, receive, send)
        elif not _query_names(scope) <= QUERIES.get(scope["path"], frozenset()):
            await answer(MalformedRequestError())(scope, receive, send)
        else:
            await self._app(scope, _Counted(receive, most), send)


class _Counted:
    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413)
        return message


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:12])
    return 0


def _query_names(scope: Scope) -> set[str]:
    parts = scope["query_string"].decode("latin-1").split("&")
    return {part.partition("=")[0] for part in parts if part}
