"""*My people*, as a line manager's device asks the service for them, with the device's own token."""

from urllib.parse import quote

from app import protocol_my_people as wire
from app.sync.hr_client import HrClient


def my_people(client: HrClient) -> wire.MyPeople:
    """Those whom this person manages, and what they asked; raises a SyncError."""
    return client.get(wire.MY_PEOPLE, wire.MyPeople)


def answer(client: HrClient, jti: str, text: str) -> None:
    """Answer one of them; raises a SyncError, ServiceRefusedError."""
    path = wire.MY_PEOPLES_QUESTION.format(jti=quote(jti, safe=""))
    client.post(path, wire.MyAnswer(text=text), wire.Answered)
