"""The person's service for one workflow: its client, its keys, and what follows its log."""

from dataclasses import dataclass

from app import protocol
from app.domain import checklist as checklists
from app.domain.policy import sections
from app.domain.policy_safety import PDF_MARK
from app.errors import RefusedError
from app.evidence import delivery
from app.evidence.due_list import DueItem
from app.evidence.manifest import Manifest
from app.evidence.publisher_keys import Publisher
from app.evidence.records import Signed
from app.signing.keys import PublicKey, b64url_decode
from app.storage import trust
from app.storage.pages import StoredPage
from app.storage.person import Person
from app.sync.hr_client import HrClient
from app.sync.key_ring import KeyRing
from app.sync.log_follower import LogFollower
from app.workflows._keys import public_key, signed_in
from app.workflows._service_keys import key_ring
from app.workflows.context import Context

PDF = "application/pdf"


@dataclass(frozen=True)
class Service:
    """One person's HR service, ready to be asked."""

    person: Person
    client: HrClient
    follower: LogFollower
    keys: KeyRing
    publishing_key: PublicKey
    publishers: tuple[Publisher, ...]


@dataclass(frozen=True)
class Delivered:
    """One verified version of a policy, with its exact text and its checklist's exact bytes."""

    manifest: Signed[Manifest]
    document: bytes
    checklist: bytes | None
    pages: tuple[StoredPage, ...] = ()


def open_service(context: Context, person: Person) -> Service:
    """Get ready; raises SigningKeyMissingError or an error of the key store. Nothing is asked yet."""
    client = signed_in(context, person)
    keys = key_ring(context, person, client)
    with context.database.reading() as connection:
        told = trust.publishers(connection) or {person.publishing_key: None}
    return Service(
        person=person,
        client=client,
        follower=LogFollower(context.database, client, person.aud, keys, context.clock),
        keys=keys,
        publishing_key=public_key(person.publishing_key),
        publishers=tuple(Publisher(public_key(x), until) for x, until in told.items()),
    )


def fetch(service: Service, item: DueItem) -> Delivered:
    """Fetch and verify what `item` names: manifest, place in the log, text, checklist.

    Raises DeliveryError or another RefusedError where anything is not in order, SyncError where it cannot be had.
    """
    placed = service.client.manifest(item.manifest_sha256)
    publisher = _publisher(service, placed)
    manifest = delivery.verified_manifest(placed.manifest, item, service.person.aud, publisher)
    head = service.follower.read(placed.checkpoint)
    proof = [b64url_decode(each) for each in placed.proof]
    delivery.verify_place(placed.manifest, placed.leaf_index, proof, head)
    service.follower.follow(head)
    content, pages = _document(service, manifest.record)
    return Delivered(manifest, content, _checklist(service, manifest.record), pages)


def _publisher(service: Service, placed: protocol.PlacedManifest) -> PublicKey:
    """The key that this manifest has to be signed with: the one in force at its place in the log."""
    for each in service.publishers:
        if each.until is None or placed.leaf_index < each.until:
            return each.key
    return service.publishing_key


def _document(service: Service, manifest: Manifest) -> tuple[bytes, tuple[StoredPage, ...]]:
    content = service.client.document(manifest.sha256)
    delivery.check_document(manifest, content)
    if manifest.media_type == PDF:
        return content, _pages(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise delivery.UnusableManifestError from None
    if content.startswith(PDF_MARK) or not sections(text):
        raise delivery.UnusableManifestError
    return content, ()


def _pages(content: bytes) -> tuple[StoredPage, ...]:
    """The pages of a PDF, read in a child process with limits."""
    from app.documents.run import read_pdf, sections_of  # noqa: PLC0415 - late: few policies are PDFs

    try:
        found = read_pdf(content)[1]
    except RefusedError as error:
        raise delivery.UnusableManifestError from error
    return tuple(
        StoredPage(part.title, page.text, page.digest, page.width, page.height)
        for part, page in zip(sections_of(found), found, strict=True)
    )


def _checklist(service: Service, manifest: Manifest) -> bytes | None:
    if manifest.checklist is None:
        return None
    content = service.client.checklist(manifest.checklist.sha256)
    parsed = checklists.parse(delivery.checked_checklist(manifest, content))
    if (parsed.id, parsed.version) != (manifest.checklist.id, manifest.checklist.version):
        raise delivery.ChecklistMismatchError
    return content
