"""One page that says what HR can see, and shows every word that was ever sent."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from app.storage import facts, letters, records
from app.storage.facts import StoredFact
from app.storage.letters import SIGN_IN, LetterStanding, StoredLetter
from app.storage.records import COMPLETION, Standing, StoredMessage, StoredRecord
from app.workflows._sent import claims_of, title_of
from app.workflows._wording import (
    acknowledgement_words,
    completion_words,
    dispute_words,
    exact_form,
    message_words,
    sign_in_words,
)
from app.workflows.context import Context

_SENTENCES = (
    "HR sees your name, work e-mail, school, role and line manager, as on the staff list.",
    "HR sees which of the three answers you gave to a policy, when it arrived, and the name you typed.",
    "HR sees the day on which you finished a self-audit, and which checklist it was.",
    "If you write a message, the one you send it to sees your words.",
    "If you sign in to answer, HR’s service gets what your sign-in service says: your account, your e-mail, and when.",
    "HR’s service does not get your answers in the self-audit, the sites you use, or what you looked at.",
    "No record holds how long you read, how far you scrolled, where you were, or which computer it was.",
    "Whoever looks after this computer may be able to see what is on its screen and in its files.",
)


@dataclass(frozen=True, slots=True)
class SentWords:
    """One thing sent or waiting to be: what it is, when it was signed, and every word of it."""

    title: str
    when: datetime
    text: str


@dataclass(frozen=True, slots=True)
class HrView:
    """What HR can see, in sentences, and what was sent and what HR wrote down, the oldest first."""

    sentences: tuple[str, ...]
    sent: tuple[SentWords, ...]


def what_hr_sees(context: Context) -> HrView:
    """Read it from the database alone; raises StorageError, or an error of `jws.verify` for a damaged record."""
    with context.database.reading() as connection:
        sent = [_of_record(connection, record) for record in records.load_all(connection)]
        sent += [_of_message(connection, message) for message in records.load_messages(connection)]
        sent += [_of_letter(connection, letter) for letter in letters.load_all(connection)]
        sent += [_of_fact(connection, fact) for fact in facts.load_all(connection)]
    return HrView(_SENTENCES, tuple(sorted(sent, key=lambda each: each.when)))


EXACTLY = "The same as it is sent, before it is signed:"
"""The line after which a record stands as it is sent."""

_STANDINGS = {
    Standing.SAVED: "Saved on this computer. HR has not confirmed it yet.",
    Standing.RECEIVED: "Received by HR.",
    Standing.NOT_ACCEPTED: "HR’s service did not accept this.",
}


_BY_HAND = "HR wrote this down. It is HR’s word, and not your signature."
_FACTS = {
    "paper": ("HR recorded: you signed on paper", _BY_HAND),
    "behalf": ("HR recorded: you accepted, on your behalf", _BY_HAND),
    "exemption": ("HR recorded: this policy is not asked of you", _BY_HAND),
    "leave": ("HR recorded: you are on leave", _BY_HAND),
    "answer": ("HR answered you", _BY_HAND),
    "upheld": ("HR recorded how it ended: it was not you", _BY_HAND),
    "not-upheld": ("HR recorded how it ended: nothing shows that it was not you", _BY_HAND),
    "dispute": (
        "You said: this was not me",
        "HR’s service wrote this down. Nothing was deleted. HR sees it, and whoever the trust has named outside HR.",
    ),
}


def _of_record(connection: sqlite3.Connection, record: StoredRecord) -> SentWords:
    claims = claims_of(connection, record.token)
    title, _ = title_of(connection, record.policy, record.version)
    is_completion = record.typ == COMPLETION
    words = completion_words(claims, title) if is_completion else acknowledgement_words(claims, title)
    heading = f"Self-audit finished: {title}" if is_completion else f"Your answer to: {title}"
    return SentWords(heading, record.at, _page(_STANDINGS[record.standing], words, exact_form(claims)))


def _of_message(connection: sqlite3.Connection, message: StoredMessage) -> SentWords:
    claims = claims_of(connection, message.token)
    standing = "HR’s service has stored this." if message.stored else "HR’s service has not stored this."
    return SentWords("Your message", message.at, _page(standing, message_words(claims), exact_form(claims)))


_LETTERS = {
    LetterStanding.SAVED: "Saved on this computer. HR’s service has not got it yet.",
    LetterStanding.TAKEN: "HR’s service has taken this.",
    LetterStanding.REFUSED: "HR’s service did not accept this.",
}


def _of_letter(connection: sqlite3.Connection, letter: StoredLetter) -> SentWords:
    claims = claims_of(connection, letter.token)
    is_sign_in = letter.typ == SIGN_IN
    words = sign_in_words(claims) if is_sign_in else dispute_words(claims)
    heading = "The sign-in that went with your answer" if is_sign_in else "You signed: this was not me"
    standing = f"{_LETTERS[letter.standing]} {letter.problem or ''}".strip()
    return SentWords(heading, letter.at, _page(standing, words, exact_form(claims)))


def _of_fact(connection: sqlite3.Connection, fact: StoredFact) -> SentWords:
    days = f"Day: {fact.on}" if fact.until is None else f"From {fact.on} to {fact.until}"
    policy = ""
    if fact.policy is not None and fact.version is not None:
        title, label = title_of(connection, fact.policy, fact.version)
        policy = f"Policy: {title}, version {label}\n"
    about = f"About: {fact.about}\n" if fact.about else ""
    heading, standing = _FACTS[fact.fact]
    text = f"{standing}\n\n{policy}{about}{days}\nThe words: {fact.reason}\nWritten down by: {fact.by}"
    return SentWords(heading, fact.at, text)


def _page(standing: str, words: str, exact: str) -> str:
    return f"{standing}\n\n{words}\n\n{EXACTLY}\n{exact}"
