"""What a pack shows, in plain words: what is in it, what is proved and against whom, and what is not.

These words stand in README.txt of every pack of format 1, and `verify` writes them again to compare. Once packs
of this format are in people's hands the words stay as they are: better ones are a format 2, beside this one.

What came from outside is shown without characters that nobody can see, so that no text can pose as another.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain.dates import day, day_and_time, from_date_text, from_utc_text
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.examination import Findings, FoundEvent, FoundPolicy, FoundRecord, Remark, RemarkKind
from app.evidence.records import Acknowledgement, AuditCompletion

_ANSWERS = {"acknowledged": "I acknowledge", "question": "I have a question", "declined": "I do not agree"}
_IDENTITY = {
    "code": "Identity vouched for by HR alone: HR gave out a code, and whoever had the code set up this key.",
    "provider": "The trust’s sign-in provider vouched for who set up this key. Its own proof is kept by the trust, "
    "and is not in this pack.",
}
_PRESENCE = {
    "none": "The computer made no fresh check of who was there.",
    "os": "The computer says that it checked who was there just before.",
    "provider": "The sign-in provider was asked just before, says the computer.",
}
_FACTS = {
    "paper": "a signature on paper",
    "exemption": "that this policy is not asked of them",
    "leave": "that they are on leave",
    "answer": "an answer to their question",
}
_EVENTS = {"enrolled": "was set up", "retired": "was retired", "revoked": "was reported lost or stolen"}
_REMARKS = {
    RemarkKind.OTHER_LOG: "The computer says that it had seen another log than this one. Either somebody keeps two "
    "logs, or the computer said something wrong. Look into it.",
    RemarkKind.LOG_FROM_LATER: "The computer says that it had seen more of the log than there was before this record. "
    "One of the two is wrong. Look into it.",
    RemarkKind.SAME_PREVIOUS: "Another record here follows on the same record as this one. That happens when a "
    "computer is put back from a copy.",
    RemarkKind.RECEIVED_BACKWARDS: "The time of its receipt is before that of a record that came earlier. The "
    "service’s clock was wrong at least once.",
}
_EVERY_YEAR = date.min
_FAR = 2**37  # seconds; what a computer's clock may say is bounded by nothing else


@dataclass(frozen=True)
class Section:
    """A heading and its sentences."""

    title: str
    lines: tuple[str, ...]


def sections(findings: Findings) -> tuple[Section, ...]:
    """Return all that `findings` say, as sections."""
    found = [Section("What is in it", tuple(_contents(findings)))]
    if findings.events:
        found.append(Section("What HR’s service wrote down", tuple(map(_event, findings.events))))
    if findings.remarks:
        found.append(Section("Look at this", tuple(map(_remark, findings.remarks))))
    return (*found, Section("What is proved, and against whom", proved(findings)), _not_proved(findings))


def proved(findings: Findings) -> tuple[str, ...]:
    """Return what the pack proves, and against whom."""
    common = (
        (
            f"All that is listed here is in the log “{plain(findings.head.origin)}”, which had "
            f"{findings.head.size} entries when this pack was made."
        ),
        (
            "Against everybody: not one letter of these records, of the policy or of the receipts was changed after it "
            "was signed. What stands in the log cannot be changed, moved or taken out without whoever keeps this pack, "
            "a receipt or a later state of the log being able to see it."
        ),
    )
    if not findings.records:
        return (*common, "There is no record here that a member of staff has signed.")
    return (
        (
            "Against the person: the key set up in their name signed exactly these words, and for an answer exactly this "
            "text of the policy. Nobody can make such a record without that key."
        ),
        (
            "Against HR, and whoever runs its service: they got these records, and said so with the times shown here. "
            "They cannot have made them without the person’s key, and cannot say that they came later or never."
        ),
        *common,
    )


def not_proved(findings: Findings) -> tuple[str, ...]:
    """Return what the pack does not prove."""
    return (
        "That anybody read the policy. Reading cannot be proved.",
        "Who sat at the keyboard. Somebody may have used an unlocked computer.",
        "That the computer was clean. Harmful software that runs as the person can sign as the person.",
        "That no administrator used the person’s account or computer.",
        *_on_identity(findings),
        "That a name belongs to a number. The records name people by a number; the name is what they typed.",
        (
            "The computer’s own clock. The times that count are those of HR’s service, and it could set its clock wrong "
            "on purpose. There is no timestamp from outside."
        ),
        (
            "That nothing was left out. A pack shows what is in it. It may lack other answers, or the later loss of a "
            "key, or what HR did not let in."
        ),
        *_on_witnesses(findings),
        (
            "That the two keys of the trust are the right ones. They came with the pack. Compare them with what you know "
            f"from elsewhere: the service key is {findings.service_kid}, and policies are published with "
            f"{' or '.join(findings.publishing_kids)}."
        ),
    )


def plain(text: str) -> str:
    """Return text on one line, with a mark in place of each character that nobody can see."""
    spaced = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(one).startswith("C") else one for one in spaced)


def _not_proved(findings: Findings) -> Section:
    return Section("What is not proved", not_proved(findings))


def _on_identity(findings: Findings) -> Iterator[str]:
    identities = {one.event.identity for one in findings.events if isinstance(one.event, KeyEvent)}
    if "code" in identities:
        yield (
            "That HR gave each code to the right person. Identity vouched for by HR alone: HR could have set up a "
            "false key with a code of its own."
        )
    if "provider" in identities:
        yield "That the sign-in provider was asked honestly. What it said is kept by the trust, and is not in this pack."


def _on_witnesses(findings: Findings) -> Iterator[str]:
    if findings.witnesses:
        yield (
            "That there is only one log. These are said to be sent its state, and nobody has signed that: "
            f"{', '.join(plain(one) for one in findings.witnesses)}. Ask them, and compare."
        )
    else:
        yield (
            "That there is only one log. Not witnessed: two logs are possible. Nobody outside HR is named who keeps "
            "its state."
        )


def _contents(findings: Findings) -> Iterator[str]:
    for number, record in enumerate(findings.records, start=1):
        yield f"{number}. {_record(record)}"
    for policy in findings.policies:
        yield _policy(policy)


def _record(found: FoundRecord) -> str:
    record = found.signed.record
    said = _answer(record, found) if isinstance(record, Acknowledgement) else _completion(record, found)
    rest = [
        f"HR’s service received it on {_received(found)}.",
        f"It is entry {found.receipt.record.leaf_index} of the log.",
        f"Signed with the key {found.signed.kid}, set up at entry {found.life.enrolled}.",
        _IDENTITY[found.life.identity],
        _key_end(found),
    ]
    return "\n   ".join([*said, *filter(None, rest)])


def _answer(record: Acknowledgement, found: FoundRecord) -> Iterator[str]:
    who = f"“{plain(record.name)}” (as typed; person {record.sub})"
    yield f"{who} answered “{_ANSWERS[record.outcome]}” to {_named(found.policy)}."
    yield f"The words signed: “{plain(record.statement.text)}”"
    yield f"Shown, says the computer: {record.shown.sections} of {record.shown.of} sections{_since(record)}."
    if record.iat < _FAR:
        yield f"Its clock said {_instant(datetime.fromtimestamp(record.iat, UTC))}."
    yield _PRESENCE[record.presence]
    if record.unconfirmed:
        yield "The computer could not make sure that this was the newest version."
    if found.message is not None:
        yield f"The person wrote: “{plain(found.message.record.text)}”"
    elif record.message_sha256 is not None:
        yield "The person wrote something with it, which is not in this pack."


def _completion(record: AuditCompletion, found: FoundRecord) -> Iterator[str]:
    on = day(from_date_text(record.completed_on), _EVERY_YEAR)
    yield f"Person {record.sub} finished the self-audit that goes with {_named(found.policy)}."
    yield f"That was on {on}, says their computer."
    yield f"The words signed: “{plain(record.statement)}”"


def _since(record: Acknowledgement) -> str:
    if record.shown.since is None:
        return ""
    return f"; what had not changed since version {record.shown.since} was not shown again"


def _named(policy: FoundPolicy) -> str:
    manifest = policy.manifest.record
    return f"“{plain(manifest.title)}”, {plain(manifest.label)} (version {manifest.version})"


def _policy(policy: FoundPolicy) -> str:
    manifest = policy.manifest.record
    return (
        f"The policy {_named(policy)}: its exact text, {manifest.bytes} bytes, as published "
        f"{_instant(from_utc_text(manifest.published))}, entry {policy.index} of the log."
    )


def _received(found: FoundRecord) -> str:
    at = found.receipt.record.received_at
    late = "late" if found.receipt.record.late else "not late"
    when = day(from_date_text(at), _EVERY_YEAR) if len(at) == 10 else _instant(from_utc_text(at))
    return f"{when}, {late}"


def _key_end(found: FoundRecord) -> str:
    if found.life.ended is None:
        return ""
    return f"That key {_EVENTS[found.life.end or 'retired']} later, at entry {found.life.ended}; this record came before."


def _event(found: FoundEvent) -> str:
    event = found.event
    if isinstance(event, KeyEvent):
        words = (
            f"The key {event.kid} {_EVENTS[event.event]} for person {event.sub}. {_IDENTITY[event.identity]}"
        )
        return f"Entry {found.index}, {_instant(from_utc_text(event.at))}: {words}"
    if isinstance(event, CodeIssue):
        words = f"“{plain(event.by)}” gave out a code for person {event.sub}."
        return f"Entry {found.index}, {_instant(from_utc_text(event.issued))}: {words}"
    return f"Entry {found.index}, {_instant(from_utc_text(event.at))}: {_fact(event)}"


def _fact(fact: HrFact) -> str:
    dates = f"for {fact.on}" + (f" to {fact.until}" if fact.until else "")
    policy = f", policy {fact.policy.id} version {fact.policy.version}" if fact.policy else ""
    about = f", about {fact.about}" if fact.about else ""
    scan = f" A scan is kept, with the SHA-256 {fact.basis}." if fact.basis else ""
    if fact.fact == "dispute":
        return (
            f"Person {fact.sub} says of {fact.about}: this was not me. The reason given: “{plain(fact.reason)}” "
            "HR’s service wrote this down; nothing was deleted."
        )
    return (
        f"“{plain(fact.by)}” recorded {_FACTS[fact.fact]}: person {fact.sub}, {dates}{policy}{about}.{scan} "
        f"The reason given: “{plain(fact.reason)}” This is HR’s word, and not a signature of that person."
    )


def _remark(remark: Remark) -> str:
    return f"Entry {remark.leaf_index}: {_REMARKS[remark.kind]}"


def _instant(when: datetime) -> str:
    return f"{day_and_time(when, UTC, _EVERY_YEAR)} (UTC)"


def in_text(parts: Sequence[Section]) -> str:
    """Return sections as plain text, a line or more for each part of them."""
    return "\n".join("\n".join([part.title.upper(), *map(_line, part.lines), ""]) for part in parts)


def _line(line: str) -> str:
    return line if line[0].isdigit() else f"-  {line}"
