"""The receipt of a record in plain words, to print, mail to oneself or keep: as text, as HTML, and the files beside it.

* The HTML is made for a screen reader: a language, one heading a part, a list of terms, and nothing but words.
* What a program reads comes after what a person reads, under its own heading.
* `receipt_files` is what a program needs to check the receipt: attached to the PDF.
"""

import html
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain import dates
from app.errors import RefusedError
from app.evidence.log_proof import LogProof, write
from app.evidence.receipt import Receipt
from app.signing.jws import read_claims
from app.storage import person as people
from app.storage import records, trust
from app.storage.records import StoredRecord
from app.workflows._sent import claims_of, title_of
from app.workflows._wording import answer_words
from app.workflows.context import Context

_NOT_WITNESSED = "nobody: two logs are possible"
_Lines = list[tuple[str, str]]
_FOR_PROGRAMS = "For a program"
_FOOT = (
    "Keep this outside the trust’s computers as well, for example by mailing it to yourself. "
    "The two signed texts can be checked by anybody, without this app."
)
_ATTACHED = (
    "Keep this outside the trust’s computers as well, for example by mailing it to yourself. The signed record, HR’s "
    "signed receipt and the record’s place in the log are attached to this file; anybody can check them without this "
    "app."
)


@dataclass(frozen=True)
class _Found:
    """What a receipt says: for people, and for programs."""

    heading: str
    title: str
    parts: tuple[_Lines, _Lines]
    foot: str


class NoReceiptError(RefusedError):
    """There is no such record here, or its receipt has not come yet."""

    sentence = "There is no receipt from HR for this yet."
    next_step = "It comes by itself when HR’s service has received what you signed."


def receipt_text(context: Context, jti: str) -> str:
    """The receipt in plain words; raises NoReceiptError or StorageError."""
    found = _receipt(context, jti)
    rows, signed = ("\n".join(f"{name}: {value}" for name, value in part) for part in found.parts)
    return f"{found.heading}\n\n{rows}\n\n{_FOR_PROGRAMS}\n{signed}\n\n{found.foot}\n"


def receipt_html(context: Context, jti: str) -> str:
    """The same as a small HTML page without links, pictures or scripts; raises NoReceiptError or StorageError."""
    found = _receipt(context, jti)
    rows, signed = (_terms(part) for part in found.parts)
    return (
        "<!DOCTYPE html>\n<html lang='en-GB'><head><meta charset='utf-8'>"
        f"<title>{html.escape(found.title)}</title></head>\n<body><main>\n<h1>{html.escape(found.heading)}</h1>\n"
        f"{rows}\n<p>{html.escape(found.foot)}</p>\n<h2>{_FOR_PROGRAMS}</h2>\n{signed}\n</main></body></html>\n"
    )


def receipt_page(context: Context, jti: str) -> str:
    """The HTML of the sheet of paper or PDF, without what a program reads; raises NoReceiptError or StorageError."""
    found = _receipt(context, jti)
    return (
        f"<html lang='en-GB'><head><title>{html.escape(found.title)}</title></head>"
        f"<body><h1>{html.escape(found.heading)}</h1>{_terms(found.parts[0])}"
        f"<p>{html.escape(_ATTACHED)}</p></body></html>"
    )


def receipt_files(context: Context, jti: str) -> dict[str, bytes]:
    """What a program checks a receipt with, by file name: the record, the receipt, and the record's place in the log.

    Raises NoReceiptError, StorageError, or an error of the receipt's own form.
    """
    with context.database.reading() as connection:
        record, token = _received_record(connection, jti)
        hashes = records.proof(connection, jti)
    # It was verified when it came, by the key that was in force then.
    receipt = Receipt.of(read_claims(token))
    proof = LogProof(receipt.leaf_index, hashes, receipt.checkpoint)
    return {
        "record.jws": record.token.encode("ascii"),
        "receipt.jws": token.encode("ascii"),
        "record.tlog-proof": write(proof).encode("utf-8"),
    }


def _terms(lines: _Lines) -> str:
    rows = "\n".join(
        f"<dt><b>{html.escape(name)}</b></dt><dd>{html.escape(value)}</dd>" for name, value in lines
    )
    return f"<dl>\n{rows}\n</dl>"


def _receipt(context: Context, jti: str) -> _Found:
    with context.database.reading() as connection:
        record, token = _received_record(connection, jti)
        lines = _lines(connection, record)
        title, label = title_of(connection, record.policy, record.version)
    signed = [("Your signed record", record.token), ("HR’s signed receipt", token)]
    return _Found("Received by HR", f"Receipt: {title}, {label}", (lines, signed), _FOOT)


def _received_record(connection: sqlite3.Connection, jti: str) -> tuple[StoredRecord, str]:
    record = records.load(connection, jti)
    if record is None or record.receipt is None or record.receipt_token is None:
        raise NoReceiptError
    return record, record.receipt_token


def _lines(connection: sqlite3.Connection, record: StoredRecord) -> _Lines:
    receipt = record.receipt
    if receipt is None:
        raise NoReceiptError
    claims = claims_of(connection, record.token)
    title, label = title_of(connection, record.policy, record.version)
    person = people.load(connection)
    lines = [
        ("Trust", person.trust if person else record.policy),
        ("Policy", f"{title}, version {label}"),
        *_what_was_said(claims, record),
        ("Received by HR", _received(receipt.received_at)),
    ]
    if receipt.late:
        lines.append(("Due date", "It arrived after the due date"))
    lines += [
        ("Place in HR’s log", f"{receipt.leaf_index}, of {claims['aud']}"),
        ("Who outside HR keeps the log’s state", ", ".join(trust.holders(connection)) or _NOT_WITNESSED),
        ("Number of this record", record.jti),
    ]
    return lines


def _what_was_said(claims: dict[str, object], record: StoredRecord) -> _Lines:
    if record.outcome is None:
        return [("Finished", str(claims["completed_on"])), ("In these words", str(claims["statement"]))]
    statement = claims["statement"]
    words = statement["text"] if isinstance(statement, dict) else ""
    return [
        ("Your answer", answer_words(record.outcome)),
        ("In these words", str(words)),
        ("Name, as you typed it", str(claims["name"])),
        ("Signed, by this computer’s clock", _instant(record.at)),
    ]


def _received(text: str) -> str:
    """A time for an answer, a day for a completion, as the receipt says it."""
    return _instant(dates.from_utc_text(text)) if "T" in text else text


def _instant(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{dates.day(utc.date(), utc.date())} {utc.year} at {dates.clock(utc.time())} UTC"
