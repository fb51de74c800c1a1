"""Whether anything that a person did here has not reached HR."""

from app.storage import outbox
from app.workflows.context import Context


def unsent(context: Context) -> int:
    """How many records and messages wait to be sent; raises StorageError."""
    with context.database.reading() as connection:
        return outbox.count(connection)
