"""The receipt of a record in plain words, to print, mail to oneself or keep; as text and as HTML."""

import html
import sqlite3
from datetime import UTC, datetime

from app.domain import dates
from app.errors import RefusedError
from app.storage import person as people
from app.storage import records
from app.storage.records import ReceiptFacts, StoredRecord
from app.workflows._sent import claims_of, title_of
from app.workflows._wording import answer_words
from app.workflows.context import Context

_Lines = list[tuple[str, str]]


class NoReceiptError(RefusedError):
    """There is no such record here, or its receipt has not come yet."""

    sentence = "There is no receipt from HR for this yet."
    next_step = "It comes by itself when HR’s service has received what you signed."


def receipt_text(context: Context, jti: str) -> str:
    """The receipt in plain words; raises NoReceiptError or StorageError."""
    heading, lines, foot = _receipt(context, jti)
    rows = "\n".join(f"{name}: {value}" for name, value in lines)
    return f"{heading}\n\n{rows}\n\n{foot}\n"


def receipt_html(context: Context, jti: str) -> str:
    """The same as a small HTML page without links, pictures or scripts; raises NoReceiptError or StorageError."""
    heading, lines, foot = _receipt(context, jti)
    rows = "".join(
        f"<tr><th align='left' valign='top'>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>"
        for name, value in lines
    )
    return (
        "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>"
        f"<title>{html.escape(heading)}</title></head><body><h1>{html.escape(heading)}</h1>"
        f"<table cellpadding='4'>{rows}</table><p>{html.escape(foot)}</p></body></html>"
    )


def _receipt(context: Context, jti: str) -> tuple[str, _Lines, str]:
    with context.database.reading() as connection:
        record = records.load(connection, jti)
        if record is None or record.receipt is None or record.receipt_token is None:
            raise NoReceiptError
        lines = _lines(connection, record, record.receipt)
        lines += [("Your signed record", record.token), ("HR’s signed receipt", record.receipt_token)]
    foot = (
        "Keep this outside the trust’s computers as well, for example by mailing it to yourself. "
        "The last two lines can be checked by anybody, without this app."
    )
    return "Received by HR", lines, foot


def _lines(connection: sqlite3.Connection, record: StoredRecord, receipt: ReceiptFacts) -> _Lines:
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
