"""Keeping and deleting, as the HR window asks the service for it.

Each function takes a `ConsoleClient` that has signed in, and raises what its methods raise.
"""

from urllib.parse import quote

from app import protocol_keeping as wire
from app.protocol_people import PEOPLE, File
from app.sync.console_client import ConsoleClient
from app.sync.console_people import content_of


def rules(client: ConsoleClient) -> wire.Rules:
    """The rule of every kind of record."""
    return client.get(wire.RULES, wire.Rules)


def choose(client: ConsoleClient, rule: wire.RuleBody) -> wire.Rules:
    """Choose the rule of one kind."""
    return client.post(wire.RULES, rule, wire.Rules)


def holds(client: ConsoleClient) -> wire.Holds:
    """Every hold there is and was."""
    return client.get(wire.HOLDS, wire.Holds)


def holds_on(client: ConsoleClient, staff_id: str) -> wire.Holds:
    """The holds in force that touch one person's records."""
    return client.get(f"{PEOPLE}/{quote(staff_id, safe='')}/holds", wire.Holds)


def place_hold(client: ConsoleClient, hold: wire.HoldBody) -> wire.Holds:
    """Place a hold."""
    return client.post(wire.HOLDS, hold, wire.Holds)


def lift_hold(client: ConsoleClient, number: int, reason: str) -> wire.Holds:
    """Lift a hold."""
    return client.post(wire.LIFTED, wire.LiftedHold(number=number, reason=reason[:400]), wire.Holds)


def due(client: ConsoleClient) -> wire.Due:
    """What the rules make due today."""
    return client.get(wire.DUE, wire.Due)


def delete(client: ConsoleClient, token: str, reason: str) -> wire.Deleted:
    """Delete exactly what was listed under `token`, or ask another person of HR for it."""
    return client.post(wire.DELETED, wire.Deletion(token=token, reason=reason[:400]), wire.Deleted)


def person_data(client: ConsoleClient, staff_id: str, *, page_alone: bool) -> bytes:
    """Everything that is held of one person: the page (HTML), or an archive (ZIP) of the page and the data."""
    asked = wire.PersonDataRequest(form="page" if page_alone else "both")
    return content_of(client.post(f"{PEOPLE}/{quote(staff_id, safe='')}/data", asked, File))
