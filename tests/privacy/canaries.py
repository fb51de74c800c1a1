"""A checklist made of canaries, and walks through it: fresh tokens of 128 bits wherever somebody can choose something.

The checklist itself is public, so its tokens stand in the file that was fetched. What only the answers tell (which of
them, in what order, with which answer) stands nowhere else: `secrets_of` writes that down.
"""

import base64
import hashlib
import json
import secrets

from app.domain.audit import Answer, Audit, to_bytes
from app.domain.checklist import canonical, parse

MOST = 6


def token():
    """A fresh word of 128 bits in small letters and digits."""
    return base64.b32encode(secrets.token_bytes(16)).rstrip(b"=").decode().lower()


def canary_checklist():
    """Six sites with five checks each, one check for all, two commitments; every id is a canary."""
    sites = [_site(token(), urgent=False) for _ in range(MOST)]
    document = {
        "format": 1,
        "id": "canaries",
        "version": 1,
        "title": "A list of canaries",
        "policy": "social-media",
        "language": "en-GB",
        "clause": [{"id": "a", "label": "Rule A", "words": ["Be careful."]}],
        "source": [{"id": "memory", "text": "Remembered"}],
        "commitment": [
            {"id": token(), "clause": "a", "title": "Care", "statement": "I will.", "why": "It helps."}
            for _ in range(2)
        ],
        "sites": [*sites, _site("everywhere", urgent=True)],
    }
    return parse(canonical(document))


def _site(name, *, urgent):
    checks = [_check(name, must_do=number < 3) for number in range(5)]
    if urgent:
        checks[0] |= {"urgent": True, "tell_today": "Tell your Headteacher today."}
    return {"id": name, "name": f"Site {name[:5]}", "checks": checks}


def _check(site, *, must_do):
    return {
        "id": f"{site}.{token()}",
        "topic": "care",
        "clause": "a",
        "title": "Take care",
        "question": "Have you looked?",
        "why": "It helps.",
        "web": ["Look."],
        "recommended": "Looked at",
        "minutes": 1,
        "source": "memory",
        "sure": "memory",
        "must_do": must_do,
    }


def none(checklist):
    """The steps of somebody who uses no site."""
    yield (walk := Audit(checklist).choose(()))
    yield walk.see_commitments(())


def one(checklist):
    """The steps of somebody with one site who answers *Done* to what must be done."""
    yield (walk := Audit(checklist).choose([checklist.choosable[0].id]))
    for check in walk.must_do:
        yield (walk := walk.answer(check.id, Answer.DONE))
    yield walk.see_commitments(())


def two(checklist):
    """The steps of somebody with two sites, quickly: every answer once."""
    yield (walk := Audit(checklist).choose(site.id for site in checklist.choosable[:2]))
    kinds = (Answer.TALK, Answer.NOT_FOR_ME, Answer.DONE)
    for number, check in enumerate(walk.must_do):
        walk = walk.answer(check.id, kinds[number % 3])
    yield (walk := walk.answer(walk.more[0].id, Answer.NOT_NOW))
    yield (walk := walk.say_moved(walk.must_do[2].id))
    yield walk.see_commitments([checklist.commitments[0].id]).visit(walk.must_do[1].id)


def five(checklist):
    """The steps of somebody with five sites who gives every answer there is, changes their mind and looks back."""
    yield (walk := Audit(checklist).choose([checklist.choosable[0].id]))
    yield (walk := walk.choose(site.id for site in checklist.choosable[1:]))
    yield (walk := walk.show_steps(on_phone=False))
    kinds = (Answer.DONE, Answer.NOT_FOR_ME, Answer.TALK)
    for number, check in enumerate(walk.must_do):
        if not check.urgent:
            yield (walk := walk.answer(check.id, Answer.NOT_NOW))
        yield (walk := walk.answer(check.id, kinds[number % 3]))
    for number, check in enumerate(walk.more):
        yield (walk := walk.answer(check.id, tuple(Answer)[number % 4]))
    for check in (walk.must_do[4], walk.more[1]):
        yield (walk := walk.say_moved(check.id))
    yield (walk := walk.see_commitments(each.id for each in checklist.commitments))
    yield walk.visit(walk.must_do[2].id)


def secrets_of(walk):
    """What only somebody who knows the answers can say, in the words in which it is written down."""
    written = to_bytes(walk)
    told = json.loads(written)
    said = [
        written,
        hashlib.sha256(written).hexdigest().encode(),
        json.dumps(told).encode(),
        canonical(told["sites"]),
        canonical(told["answers"]),
        *(canonical(pair)[1:-1] for pair in told["answers"].values()),
        *(given.fingerprint.encode() for given in walk.answers.values()),
        *(words.encode() for words in walk.moved.values()),
        *(f"{name}{mark}{given.answer}".encode() for name, given in walk.answers.items() for mark in "=:, "),
    ]
    return tuple(dict.fromkeys(word for word in said if len(word) > 12))


def names_of(walk):
    """The canaries that a walk chose: sites, checks, commitments and its place. They are public, the choice is not."""
    checks = [part.encode() for name in walk.answers for part in (name, name.partition(".")[2])]
    chosen = [name.encode() for name in (*(walk.chosen or ()), *walk.affirmed, *walk.changed, *walk.moved)]
    return tuple(dict.fromkeys([*chosen, *checks, *([walk.at.encode()] if walk.at else [])]))
