"""*My people*: a line manager's own people, by the manager's own key. Nothing of it is kept on this computer."""

from app.errors import RefusedError
from app.protocol_my_people import MyPeople
from app.sync import my_people as service
from app.workflows._keys import signed_in
from app.workflows.context import Context
from app.workflows.person import require_person

LONGEST_ANSWER = 4000


class AnswerMissingError(RefusedError):
    """No words, or more than can be sent."""

    sentence = "There is no answer yet, or it is longer than 4,000 characters."
    next_step = "Write a few words, and send them again."


def my_people(context: Context) -> MyPeople:
    """Ask for them; raises NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError."""
    return service.my_people(signed_in(context, require_person(context)))


def answer(context: Context, jti: str, text: str) -> None:
    """Answer one of them; raises AnswerMissingError, and what `my_people` raises, ServiceRefusedError."""
    words = text.strip()
    if not 0 < len(words) <= LONGEST_ANSWER:
        raise AnswerMissingError
    service.answer(signed_in(context, require_person(context)), jti, words)
