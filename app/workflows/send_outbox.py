"""Sending what waits. What gets in the way is handed back, not raised: the person has done their part."""

from app.storage import outbox
from app.sync.dispatcher import Dispatcher, Sent
from app.sync.log_follower import LogFollower
from app.workflows._service_keys import key_ring
from app.workflows._state import leave_state
from app.workflows.context import Context
from app.workflows.person import load_person

__all__ = ["Sent", "send"]


def send(context: Context, *, everything: bool = False) -> Sent:
    """Send records and messages until their receipts are verified and kept.

    `everything` is the scheduled sync, or the person asking for it: completions go too, and no waiting time is
    kept to. Raises StorageError or StateFileError.
    """
    person = load_person(context)
    with context.database.reading() as connection:
        waits = outbox.count(connection)
    if person is None or not waits:
        return Sent(0, waits, 0, None)
    client = context.connect(person.server)
    keys = key_ring(context, person, client)
    dispatcher = Dispatcher(
        context.database,
        client,
        LogFollower(context.database, client, person.aud, keys, context.clock),
        keys=keys,
        clock=context.clock,
        random=context.random,
    )
    completions = everything or context.send_completions_at_once
    sent = dispatcher.send(completions=completions, now_asked=everything)
    leave_state(context)
    return sent
