"""What runs in the bounded child process: a file's bytes in, JSON out.

The answer is `{"result": …}` or `{"error": name, "details": {…}}`; anything a library stumbles over ends the child.
"""

import json

from app.documents import errors


def take_apart(content: bytes, kind: str) -> bytes:
    """Take one file apart; the kind is `word` or `pdf`."""
    try:
        if kind == "pdf":
            from app.documents.pdf import convert  # noqa: PLC0415 - late: one of the two libraries is enough
        else:
            from app.documents.word import convert  # noqa: PLC0415 - same
        answer: dict[str, object] = {"result": convert(content)}
    except errors.DocumentError as error:
        answer = {"error": type(error).__name__, "details": error.details}
    except ImportError:
        answer = {"error": errors.ConverterMissingError.__name__, "details": {}}
    except RecursionError as error:
        raise MemoryError from error  # nested too deep: more than it is given
    return json.dumps(answer).encode()
