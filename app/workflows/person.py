"""Who the person is, as the service told this computer when it was set up."""

from app.errors import RefusedError
from app.storage import person
from app.storage.person import Person
from app.workflows.context import Context

__all__ = ["NotEnrolledError", "Person", "load_person", "require_person"]


class NotEnrolledError(RefusedError):
    """This computer has not been set up for the person yet."""

    sentence = "This computer is not set up for you yet."
    next_step = "Type the code that HR gave you. If you have none, ask HR for one."


def load_person(context: Context) -> Person | None:
    """The person, or None before this computer was set up."""
    with context.database.reading() as connection:
        return person.load(connection)


def require_person(context: Context) -> Person:
    """The person; raises NotEnrolledError before this computer was set up."""
    found = load_person(context)
    if found is None:
        raise NotEnrolledError
    return found
