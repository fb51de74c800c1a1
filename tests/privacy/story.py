"""A whole life of the app, from the code to the last sync, in which only the answers differ.

Clock, chance and keys are held: chance for what is sent begins anew in each run. What is left behind is a `Trail`.
"""

import hashlib
import sqlite3
from dataclasses import dataclass, field, replace
from functools import lru_cache

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError

from app import config
from app.domain.acknowledgement import Outcome
from app.signing.keystore import MemoryKeyStore
from app.storage import audits, records
from app.storage.audits import Owner
from app.sync.hr_client import HrClient
from app.sync.transport import HttpTransport, Limits
from app.workflows import complete_audit, rebuild, receipts
from app.workflows.person import load_person
from app.workflows.what_hr_sees import what_hr_sees
from tests.fakes.hr_service import AUD, FixedClock, HrService
from tests.fakes.staff_app import TEXT, Chance, StaffApp
from tests.privacy import canaries
from tests.privacy.looking import is_published, search, without_seals
from tests.privacy.recorder import ADDRESS, Recorder
from tests.privacy.watch import Trail, Watch

PATIENT = Limits(connect=30, read=30, whole=60)
"""A busy computer is no leak."""


class Draws:
    """Chance that is the same in every run, and remembers what it gave."""

    def __init__(self, seed):
        self._chance = Chance(seed)
        self.given = []

    def __call__(self, count):
        self.given.append(self._chance(count))
        return self.given[-1]


class RecordedApp(StaffApp):
    """The staff app, whose way to the service at `port` leads past a recorder."""

    def __init__(self, folder, port, clock=None):
        self.recorder = Recorder(port)
        super().__init__(folder, None, clock or FixedClock(), keystore=MemoryKeyStore())
        self.sent_chance, self.answers_chance = Draws(b"wire"), Draws(b"answers")
        self.context = replace(self.context, random=self.sent_chance, random_for_answers=self.answers_chance)

    def connect(self, server):
        if server not in self._clients:
            self._clients[server] = HrClient(HttpTransport(server, self.recorder.proxies, PATIENT))
        return self._clients[server]

    def enrol(self, code):
        from app.workflows import enrol  # noqa: PLC0415 (as a first start does)

        return enrol.enrol(self.context, ADDRESS, code)

    def close(self):
        super().close()
        self.recorder.close()


@dataclass
class Played:
    """A run and what it left: the trail before and after the end, the walk, its key, its seals."""

    trail: Trail
    walk: object
    key: bytes
    seals: tuple
    wire_draws: list
    deleted: bool
    key_is_gone: bool
    checklist: object
    remains: list = field(default_factory=list)

    @property
    def secrets(self):
        """What may stand nowhere in the clear, and may never be sent."""
        return (*canaries.secrets_of(self.walk), self.key)

    @property
    def names(self):
        """What may never be sent, and stands on the disk only in the published checklist."""
        return canaries.names_of(self.walk)


_scrypt = lru_cache(hashlib.scrypt)  # the same code is made and read in every run; slow on purpose


def play(folder, steps, checklist, monkeypatch, *, delete=False):
    """Enrol, refresh, ask a question, walk, answer, finish, send, rebuild, keep or delete, and sync once more."""
    monkeypatch.setattr(hashlib, "scrypt", _scrypt)
    clock = FixedClock()
    service = HrService(clock)
    watch = Watch(folder, service.port, monkeypatch)
    app = RecordedApp(folder / "profile", service.port, clock)
    watch.allow(app.recorder.port)
    try:
        with watch.watching():
            played = _live(app, service, watch, steps, checklist, delete=delete)
        # What a crash at this moment would leave: -wal and -shm as they stand.
        places = watch.files()
        played.remains = remains(places, played.seals)
        played.trail.said |= {"tables": _tables(app.path)}
    finally:
        app.close()
        service.shut()
    played.trail.said |= _plain_files(folder)
    played.trail.places |= places | {f"{name}, at the end": data for name, data in watch.files().items()}
    said = {
        name: text.replace(b":%d" % app.recorder.port, b":port") for name, text in watch.outputs().items()
    }
    played.trail.places |= said | watch.removed | {"names of files": watch.names()}
    played.trail.places = {
        name: without_seals(data, played.seals) for name, data in played.trail.places.items()
    }
    played.trail.said |= {"names of files": sorted(watch.files()), "outputs": said}
    return played


def _live(app, service, watch, steps, checklist, *, delete):
    context, clock = app.context, service.clock
    service.publish(TEXT, checklist=checklist, due="2026-12-04")
    app.enrol(service.invite(service.hire()))
    app.refresh()
    config.save(app.folder / "settings.toml", text_scale=130)
    ref = app.policy.ref
    seals = []
    for step in steps(checklist):
        complete_audit.save_audit(context, ref, step)
        seals.append(_sealed(app.path))
    walk = complete_audit.load_audit(context, ref)
    app.acknowledge(Outcome.QUESTION, message="May I keep my old account?")
    app.acknowledge()
    app.complete()
    owner = Owner(load_person(context).sub, AUD, ref.id)
    key = audits.find_key(context.keystore, owner)
    app.send()
    app.refresh()
    clock.move(hours=20)
    app.send(everything=True)
    before = watch.files()
    (complete_audit.delete_answers if delete else complete_audit.keep_answers)(context, ref)
    _keep_receipts(app)
    what_hr_sees(context)
    rebuild.rebuild(context)
    clock.move(days=1)
    app.refresh()
    return Played(
        trail=Trail(
            wire=list(app.recorder.requests),
            places={f"{name}, before the choice": data for name, data in before.items()},
            said={"sizes of what is sealed": {len(seal) for seal in seals}},
        ),
        walk=walk,
        key=key,
        seals=tuple(seal for seal in seals if _opens(seal, key, owner)),
        wire_draws=[len(each) for each in app.sent_chance.given],
        deleted=delete,
        key_is_gone=audits.find_key(context.keystore, owner) is None,
        checklist=checklist,
    )


def _keep_receipts(app):
    """As *Save as a file…* does."""
    with app.context.database.reading() as connection:
        made = records.load_all(connection)
    for number, record in enumerate(each for each in made if each.receipt):
        page = receipts.receipt_html(app.context, record.jti)
        (app.folder / f"receipt {number}.html").write_text(page, encoding="utf-8")


def _plain_files(folder):
    """The files that hold no answers: they must be the same whatever was answered."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("undersigned.sqlite")
    }


def _tables(path):
    """Every row of every table but the two that are the person's own."""
    connection = sqlite3.connect(path)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for name in sorted(names)
            if name not in ("sealed", "kept")
        }
    finally:
        connection.close()


def _sealed(path):
    connection = sqlite3.connect(path)
    try:
        return b"".join(row[0] for row in connection.execute("SELECT content FROM sealed"))
    finally:
        connection.close()


def _opens(seal, key, owner):
    """Whether these bytes are sealed indeed: nonce, then XChaCha20-Poly1305 under the key, bound to the owner."""
    data = owner.associated_data(audits.SCHEMA_VERSION)
    try:
        return bool(crypto_aead_xchacha20poly1305_ietf_decrypt(seal[24:], data, seal[:24], key))
    except (CryptoError, ValueError):
        return False


def remains(places, seals):
    """Where pieces of what was sealed still stand, its first 24 bytes (without which nothing opens) among them."""
    pieces = {seal[at : at + 32] for seal in seals for at in (0, *range(512, len(seal) - 32, 2048))}
    return [name for name, data in places.items() if any(piece in data for piece in pieces)]


def not_deleted(played):
    """What is left after *Delete my answers*: pieces of the rows, or the key."""
    if not played.deleted:
        return []
    return played.remains + ([] if played.key_is_gone else ["the key"])


def hits(played):
    """Every canary found where it may not be: in what was sent, and in the clear on the disk or in any output."""
    trail, names = played.trail, set(played.names)
    places = trail.sent | trail.places
    found = search(places, played.secrets + played.names)
    return [
        hit
        for hit in found
        if hit.place in trail.sent or not is_named_in_public(hit, places, names, played.checklist)
    ]


def is_named_in_public(hit, places, names, checklist):
    """Whether a hit is only the name of a site, check or commitment where the published checklist says it."""
    return hit.word in names and is_published(hit, places, checklist.content)


def differences(one, other):
    """What tells two runs apart to anyone who sees the wire or the open files; empty if nothing does."""
    told = []
    if len(one.trail.wire) != len(other.trail.wire):
        told.append(f"{len(one.trail.wire)} and {len(other.trail.wire)} requests")
    pairs = zip(one.trail.wire, other.trail.wire, strict=False)
    told += [f"request {number}" for number, (a, b) in enumerate(pairs, 1) if a != b]
    if one.wire_draws != other.wire_draws:
        told.append("what was drawn from chance for the wire")
    both = {**one.trail.said, **other.trail.said}
    return told + [name for name in both if one.trail.said.get(name) != other.trail.said.get(name)]
