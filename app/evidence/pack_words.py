"""What a pack shows, in plain words: what is in it, what is proved and against whom, and what is not.

These words stand in README.txt of every pack of format 1, and `verify` writes them again to compare. Once packs
of this format are in people's hands the words stay as they are: better ones are a format 2, beside this one.

What came from outside is shown without characters that nobody can see, so that no text can pose as another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.dates import day, from_date_text, from_utc_text
from app.evidence.epoch import number_of
from app.evidence.findings import (
    Findings,
    FoundPolicy,
    FoundRecord,
    FoundStamp,
    Remark,
    RemarkKind,
)
from app.evidence.pack_event_words import KEY_EVENTS, event_words
from app.evidence.pack_identity_words import identity_not_proved, identity_words
from app.evidence.pack_presence_words import presence_not_proved, presence_words
from app.evidence.plain_words import EVERY_YEAR, instant, plain
from app.evidence.records import Acknowledgement, AuditCompletion

_ANSWERS = {"acknowledged": "I acknowledge", "question": "I have a question", "declined": "I do not agree"}
_REMARKS = {
    RemarkKind.OTHER_LOG: "The computer says that it had seen another log than this one. Either somebody keeps two "
    "logs, or the computer said something wrong. Look into it.",
    RemarkKind.LOG_FROM_LATER: "The computer says that it had seen more of the log than there was before this record. "
    "One of the two is wrong. Look into it.",
    RemarkKind.LOG_LOST: "The computer had seen entries that the log lost when HR’s service was put back from a backup, "
    "so what it saw cannot be compared any more.",
    RemarkKind.SAME_PREVIOUS: "Another record here follows on the same record as this one. That happens when a "
    "computer is put back from a copy.",
    RemarkKind.RECEIVED_BACKWARDS: "The time of its receipt is before that of a record that came earlier. The "
    "service’s clock was wrong at least once.",
    RemarkKind.RECEIVED_AFTER_STAMP: "HR’s service says that it got it later than a timestamp from outside shows it to be "
    "in the log. The service’s clock was wrong.",
}
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
        found.append(
            Section(
                "What HR’s service wrote down", tuple(event_words(one, findings) for one in findings.events)
            )
        )
    if findings.remarks:
        found.append(Section("Look at this", tuple(map(_remark, findings.remarks))))
    return (*found, Section("What is proved, and against whom", proved(findings)), _not_proved(findings))


def proved(findings: Findings) -> tuple[str, ...]:
    """Return what the pack proves, and against whom."""
    common = (
        (
            f"All that is listed here is in the log “{plain(findings.aud)}”{_epoch(findings)}, which had "
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
        *identity_not_proved(findings),
        *presence_not_proved(findings),
        "That a name belongs to a number. The records name people by a number; the name is what they typed.",
        *_on_clocks(findings),
        (
            "That nothing was left out. A pack shows what is in it. It may lack other answers, or the later loss of a "
            "key, or what HR did not let in."
        ),
        *_on_witnesses(findings),
        (
            "That the keys of the trust are the right ones. They came with the pack. Compare them with what you know "
            f"from elsewhere: the service key is {_follows(findings.service_kids)}, and policies are published with "
            f"{' or '.join(findings.publishing_kids)}."
        ),
    )


def _not_proved(findings: Findings) -> Section:
    return Section("What is not proved", not_proved(findings))


def _on_clocks(findings: Findings) -> Iterator[str]:
    late = [str(one.receipt.record.leaf_index) for one in findings.records if one.stamp is None]
    if late or not findings.records:
        which = f" for {_entries(late)}" if findings.stamps and late else ""
        yield (
            "The computer’s own clock. The times that count are those of HR’s service, and it could set its clock wrong "
            f"on purpose. There is no timestamp from outside{which}."
        )
    else:
        yield (
            "The computer’s own clock, and that of HR’s service before the timestamps: each shows that a record was there "
            "by then, not since when."
        )
    if findings.stamps:
        found = sorted({one for each in findings.stamps for one in each.stamp.fingerprints})
        yield (
            "That the timestamps are those of a true timestamp service. Its certificate came with the pack. Compare its "
            f"SHA-256 with what its operator publishes: {', '.join(found)}."
        )


def _entries(indexes: Sequence[str]) -> str:
    return f"entr{'y' if len(indexes) == 1 else 'ies'} {', '.join(indexes)}"


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
        yield f"{number}. {_record(record, findings)}"
    for policy in findings.policies:
        yield _policy(policy)


def _record(found: FoundRecord, findings: Findings) -> str:
    record = found.signed.record
    said = _answer(record, found) if isinstance(record, Acknowledgement) else _completion(record, found)
    rest = [
        f"HR’s service received it on {_received(found)}.",
        *_earlier(found),
        _stamp(found.stamp),
        f"It is entry {found.receipt.record.leaf_index} of the log.",
        f"Signed with the key {found.signed.kid}, set up at entry {found.life.enrolled}.",
        identity_words(found.signed.kid, findings),
        _key_end(found),
    ]
    return "\n   ".join([*said, *filter(None, rest)])


def _answer(record: Acknowledgement, found: FoundRecord) -> Iterator[str]:
    who = f"“{plain(record.name)}” (as typed; person {record.sub})"
    yield f"{who} answered “{_ANSWERS[record.outcome]}” to {_named(found.policy)}."
    yield f"The words signed: “{plain(record.statement.text)}”"
    yield f"Shown, says the computer: {record.shown.sections} of {record.shown.of} sections{_since(record)}."
    if record.iat < _FAR:
        yield f"Its clock said {instant(datetime.fromtimestamp(record.iat, UTC))}."
    yield presence_words(record, found)
    if record.unconfirmed:
        yield "The computer could not make sure that this was the newest version."
    if found.message is not None:
        yield f"The person wrote: “{plain(found.message.record.text)}”"
    elif record.message_sha256 is not None:
        yield "The person wrote something with it, which is not in this pack."


def _completion(record: AuditCompletion, found: FoundRecord) -> Iterator[str]:
    on = day(from_date_text(record.completed_on), EVERY_YEAR)
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
        f"{instant(from_utc_text(manifest.published))}, entry {policy.index} of the log."
    )


def _received(found: FoundRecord) -> str:
    at = found.receipt.record.received_at
    late = "late" if found.receipt.record.late else "not late"
    when = day(from_date_text(at), EVERY_YEAR) if len(at) == 10 else instant(from_utc_text(at))
    return f"{when}, {late}"


def _earlier(found: FoundRecord) -> Iterator[str]:
    for one in found.earlier:
        at = one.record.received_at
        when = day(from_date_text(at), EVERY_YEAR) if len(at) == 10 else instant(from_utc_text(at))
        late = "late" if one.record.late else "not late"
        yield (
            f"It had received it before, on {when}, {late}, says an earlier receipt that is in this pack; that was lost when "
            "the service was put back from a backup."
        )


def _stamp(found: FoundStamp | None) -> str:
    if found is None:
        return "No timestamp from outside."
    return (
        f"The timestamp service “{plain(found.stamp.by)}” shows that it was in the log by {instant(found.stamp.at)}, "
        "whatever HR’s clock said."
    )


def _follows(kids: Sequence[str]) -> str:
    return ", which follows ".join(reversed(kids))


def _epoch(findings: Findings) -> str:
    number = number_of(findings.head.origin)
    return f", in its part {number}" if number > 1 else ""


def _key_end(found: FoundRecord) -> str:
    if found.life.ended is None:
        return ""
    return f"That key {KEY_EVENTS[found.life.end or 'retired']} later, at entry {found.life.ended}; this record came before."


def _remark(remark: Remark) -> str:
    return f"Entry {remark.leaf_index}: {_REMARKS[remark.kind]}"


def in_text(parts: Sequence[Section]) -> str:
    """Return sections as plain text, a line or more for each part of them."""
    return "\n".join("\n".join([part.title.upper(), *map(_line, part.lines), ""]) for part in parts)


def _line(line: str) -> str:
    return line if line[0].isdigit() else f"-  {line}"
