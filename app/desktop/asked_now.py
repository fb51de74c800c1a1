"""What a person asks of HR's service here and now: where the network is away nothing is queued, and it says so."""

from app.desktop.work import Sentence
from app.sync.errors import SyncError


def asked_now(words: Sentence, nothing_happened: str) -> Sentence:
    """The words of a failure; where HR's service could not be asked, `nothing_happened` is the next step."""
    return words._replace(next_step=nothing_happened) if isinstance(words.cause, SyncError) else words
