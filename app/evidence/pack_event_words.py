"""What the events of a pack say, in plain words: about people, policies, and the log itself.

What HR recorded by hand never reads like a signature; what the service says of times is its own word.
"""

from app.domain.dates import from_utc_text
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.findings import AnyEvent, Findings, FoundEvent
from app.evidence.pack_identity_words import identity_words
from app.evidence.plain_words import instant, plain
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import KeyChange
from app.evidence.purge import Purge
from app.evidence.records import Signed
from app.evidence.trust_keys import ServiceKeyChange

KEY_EVENTS = {"enrolled": "was set up", "retired": "was retired", "revoked": "was reported lost or stolen"}
"""What became of a key."""

_FACTS = {
    "paper": "a signature on paper",
    "behalf": "an acceptance on their behalf, without any signature of theirs",
    "exemption": "that this policy is not asked of them",
    "leave": "that they are on leave",
    "answer": "an answer to what they asked, or a note on what they disputed",
}
_ENDS = {
    "upheld": "it was not that person",
    "not-upheld": "nothing was found to show that it was not that person",
}
_PURGED = {
    "acknowledgements": "answers",
    "completions": "finished self-audits",
    "messages": "the words of a question or reason",
    "facts": "what HR wrote down",
    "id-tokens": "how identity was proved for a key or an answer",
    "trail": "the trail of what HR did",
    "mail": "the list of mail sent",
    "sessions": "sign-ins and codes that are over",
    "people": "names on the staff list",
}
_COUNTED = {"leaving": "leaving", "withdrawal": "the policy was withdrawn", "receipt": "it was received"}


def event_words(found: FoundEvent, findings: Findings) -> str:
    """Return what an event was, with its place in the log and when it was, says the service."""
    event = found.event
    at = event.issued if isinstance(event, CodeIssue) else event.at
    words = _about_people(found, findings) or _about_log(event, found.index, findings)
    return f"Entry {found.index}, {instant(from_utc_text(at))}: {words}"


def _about_people(found: FoundEvent, findings: Findings) -> str | None:
    event = found.event
    match event:
        case KeyEvent():
            words = f"The key {event.kid} {KEY_EVENTS[event.event]} for person {event.sub}."
            how = f" {identity_words(event.kid, findings)}" if event.event == "enrolled" else ""
            return f"{words}{how}"
        case CodeIssue():
            return f"“{plain(event.by)}” gave out a code for person {event.sub}."
        case PresenceCheck():
            return (
                f"HR’s service checked the fresh sign-in that came with answer {event.acknowledgement} of person "
                f"{event.sub}. The SHA-256 of what it rests on: {event.basis}."
            )
        case HrFact():
            return _fact(event, found.basis)
        case Purge():
            return _purged(event)
    return None


def _about_log(event: AnyEvent, index: int, findings: Findings) -> str:
    match event:
        case LogEpoch():
            return _opened(event)
        case KeyChange():
            return _changed(event)
        case PolicyEvent():
            return _said_of_policy(event)
    stamp = next(one for one in findings.stamps if one.index == index)
    return (
        f"The timestamp service “{plain(stamp.stamp.by)}” stamped the state of the log at {stamp.checkpoint.size} entries "
        f"with the time {instant(stamp.stamp.at)}."
    )


def _opened(event: LogEpoch) -> str:
    return (
        f"HR’s service was put back from a backup by “{plain(event.by)}”: part {event.epoch} of the log begins here, where "
        "the last state of it that the backup had ends. What stood beyond that was lost. Whoever had a receipt for it sent "
        "it again."
    )


def _changed(event: KeyChange) -> str:
    both = event.keys()
    old, new = (key.thumbprint for key in both)
    what = "HR’s service signs" if isinstance(event, ServiceKeyChange) else "Policies are signed"
    return f"{what} with the key {new} from here on, in place of {old}. Both keys signed that."


def _fact(fact: HrFact, said: object) -> str:
    dates = f"for {fact.on}" + (f" to {fact.until}" if fact.until else "")
    policy = f", policy {fact.policy.id} version {fact.policy.version}" if fact.policy else ""
    about = f", about {fact.about}" if fact.about else ""
    scan = f" A scan is kept, with the SHA-256 {fact.basis}." if fact.basis else ""
    if fact.fact == "dispute":
        return (
            f"Person {fact.sub} says of {fact.about}: this was not me. The reason given: “{plain(fact.reason)}” "
            f"HR’s service wrote this down; nothing was deleted. {_by_whom(fact, said)}"
        )
    if fact.fact in _ENDS:
        return (
            f"“{plain(fact.by)}” recorded for HR how the dispute {fact.about} of person {fact.sub} ended: "
            f"{_ENDS[fact.fact]}. The reason given: “{plain(fact.reason)}” This is HR’s word. Nothing was deleted, and "
            "what was signed stays as it was signed."
        )
    return (
        f"“{plain(fact.by)}” recorded {_FACTS[fact.fact]}: person {fact.sub}, {dates}{policy}{about}.{scan} "
        f"The reason given: “{plain(fact.reason)}” This is HR’s word, and not a signature of that person."
    )


def _by_whom(fact: HrFact, said: object) -> str:
    if isinstance(said, Signed):
        return f"A key of that person, {said.kid}, signed it, and that was checked."
    if fact.basis is None:
        return "Nothing that the person signed belongs to it: it is the service’s word."
    return (
        "What the person signed of it is not in this pack: it was erased, or left out. Its SHA-256: "
        f"{fact.basis}."
    )


def _said_of_policy(event: PolicyEvent) -> str:
    policy = f"policy {event.policy} version {event.version}"
    if event.event == "withdrawn":
        what = f"“{plain(event.by)}” withdrew {policy}: it is asked of nobody any more, and what was signed stays signed"
    else:
        until = f", to be reviewed by {event.until}" if event.until else ""
        what = (
            f"“{plain(event.name)}” said, through “{plain(event.by)}”, that {policy} is still in force{until}"
        )
    return f"{what}. The reason given: “{plain(event.reason)}”"


def _purged(event: Purge) -> str:
    gone = [str(first) if first == last else f"{first} to {last}" for first, last in event.entries]
    where = f" Places in the log: {', '.join(gone)}." if gone else ""
    return (
        f"“{plain(event.by)}” deleted {event.count} by the rule “{_PURGED[event.kind]}: {event.months} months after "
        f"{_COUNTED[event.counted_from]}”. This pack may be about some of them.{where} What they said is gone from HR’s "
        "service. The log keeps a hash of 32 bytes for each place, so that all else in it can still be checked."
    )
