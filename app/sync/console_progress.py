"""How far it has come: counts by group and the way so far, asked of the HR service."""

from urllib.parse import urlencode

from app import protocol_progress as protocol
from app.sync.console_client import ConsoleClient


def summary(client: ConsoleClient, policy_id: str, by: str) -> protocol.Summary:
    """The counts `by` "school", "manager" or "role"; raises what every question to the service raises."""
    return client.get(
        f"{protocol.CONSOLE_SUMMARY}?{urlencode({'policy': policy_id, 'by': by})}", protocol.Summary
    )


def course(client: ConsoleClient, policy_id: str) -> protocol.Course:
    """The way so far, day by day; raises what every question to the service raises."""
    return client.get(f"{protocol.CONSOLE_PROGRESS}?{urlencode({'policy': policy_id})}", protocol.Course)
