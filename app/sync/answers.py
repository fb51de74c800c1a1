"""Reading what HR's service answered: a closed body of `app.protocol`, or an error that says what it is instead."""

from typing import TypeVar

from pydantic import ValidationError

from app import protocol
from app.sync.errors import NotTheServiceError, SignInPageError
from app.sync.transport import Answer

AnyBody = TypeVar("AnyBody", bound=protocol.Body)

PAGES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of a page for people: a network that wants to be signed in to, not the service."""


def parsed(answer: Answer, model: type[AnyBody]) -> AnyBody:
    """Read the body as `model`; raises SignInPageError for a page, NotTheServiceError for any other nonsense."""
    if answer.media_type in PAGES:
        raise SignInPageError
    if answer.media_type != "application/json":
        raise NotTheServiceError
    try:
        return model.model_validate_json(answer.body)
    except ValidationError:
        # The library's error repeats what came in; it is left behind on purpose.
        raise NotTheServiceError from None
