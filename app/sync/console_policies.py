"""The HR window's *Policies* over HTTP: the list, a draft and its claims, publishing, withdrawing, confirming.

A publisher signs nothing that they have not checked: the claims that the service drew up must be those of the file
and of the words that were chosen here (`claims_of`).
"""

import base64
from dataclasses import dataclass

from pydantic import ValidationError

from app import protocol, protocol_policies
from app.domain.policy import sha256_hex
from app.errors import RefusedError
from app.evidence.manifest import Manifest
from app.signing.keys import PrivateKey
from app.sync.console_client import ConsoleClient


class OtherClaimsError(RefusedError):
    """The service asks to sign something else than what was chosen."""

    sentence = "The service drew up something else than what you chose, so nothing was signed."
    next_step = "Tell your IT helpdesk. Do not publish until they have looked at it."


@dataclass(frozen=True)
class Publication:
    """A version about to be published. `content` and `checklist` are exact bytes; `original` is a name and bytes."""

    policy_id: str
    label: str
    title: str
    media_type: protocol_policies.MediaType
    content: bytes
    checklist: bytes | None
    material: bool
    summary_of_changes: str
    terms: protocol_policies.TermsBody
    original: tuple[str, bytes] | None = None


def policies(client: ConsoleClient) -> protocol_policies.PolicyListAnswer:
    """Every policy with its versions, and what an audience may be chosen from."""
    return client.get(protocol_policies.CONSOLE_POLICY_LIST, protocol_policies.PolicyListAnswer)


def text(client: ConsoleClient, policy_id: str, version: int) -> tuple[str, bytes]:
    """The media type and the exact bytes of one version."""
    answer = _text(client, policy_id, version)
    return answer.media_type, base64.b64decode(answer.content)


def checklist(client: ConsoleClient, policy_id: str, version: int) -> bytes | None:
    """The bytes of the self-audit attached to the policy's newest version, if any."""
    answer = _text(client, policy_id, version)
    return base64.b64decode(answer.checklist) if answer.checklist is not None else None


def draft(client: ConsoleClient, publication: Publication) -> protocol_policies.DraftAnswer:
    """The claims to sign, and how many people would be asked."""
    body = protocol_policies.DraftBody(
        policy_id=publication.policy_id,
        label=publication.label,
        title=publication.title,
        media_type=publication.media_type,
        content=_encoded(publication.content),
        checklist=_encoded(publication.checklist) if publication.checklist is not None else None,
        material=publication.material,
        summary_of_changes=publication.summary_of_changes,
        terms=publication.terms,
    )
    return client.post(protocol_policies.CONSOLE_POLICY_DRAFTS, body, protocol_policies.DraftAnswer)


def claims_of(answer: protocol_policies.DraftAnswer, publication: Publication, aud: str) -> Manifest:
    """Return the claims to sign if they are what was chosen; raises OtherClaimsError."""
    try:
        manifest = Manifest.model_validate_json(answer.claims)
    except ValidationError as error:
        raise OtherClaimsError from error
    attached = manifest.checklist.sha256 if manifest.checklist else None
    chosen = sha256_hex(publication.checklist) if publication.checklist is not None else None
    same = (
        manifest.aud == aud,
        manifest.policy_id == publication.policy_id,
        (manifest.sha256, manifest.bytes) == (sha256_hex(publication.content), len(publication.content)),
        manifest.media_type == publication.media_type,
        manifest.label == publication.label,
        manifest.title == (publication.title.strip() or manifest.title),
        manifest.material == publication.material or manifest.version == 1,
        manifest.summary_of_changes == publication.summary_of_changes.strip() or manifest.version == 1,
        attached == chosen,
    )
    if not all(same):
        raise OtherClaimsError
    return manifest


def publish(
    client: ConsoleClient, manifest: Manifest, publication: Publication, key: PrivateKey
) -> protocol_policies.PublicationAnswer:
    """Sign the claims here, and send them with the exact bytes."""
    original = publication.original
    body = protocol_policies.PublicationBody(
        manifest=manifest.signed_by(key),
        content=_encoded(publication.content),
        checklist=_encoded(publication.checklist) if publication.checklist is not None else None,
        terms=publication.terms,
        original=protocol_policies.OriginalBody(name=original[0][-200:], content=_encoded(original[1]))
        if original
        else None,
    )
    return client.post(protocol_policies.CONSOLE_POLICY_PUBLISHED, body, protocol_policies.PublicationAnswer)


def withdraw(client: ConsoleClient, policy_id: str, reason: str) -> bool:
    """Ask a policy of nobody any more, or take back its version that waits for its start.

    Returns whether another person has to approve it first.
    """
    body = protocol_policies.WithdrawalBody(policy_id=policy_id, reason=reason[:400])
    return client.post(protocol_policies.CONSOLE_POLICY_WITHDRAWN, body, protocol_policies.Withdrawn).waits


def confirm(client: ConsoleClient, policy_id: str, name: str, until: str) -> None:
    """Say by name that a policy is still in force, to be reviewed by `until` (`YYYY-MM-DD`)."""
    body = protocol_policies.ConfirmationBody(policy_id=policy_id, name=name[:200], until=until)
    client.post(protocol_policies.CONSOLE_POLICY_CONFIRMED, body, protocol.Accepted)


def _text(client: ConsoleClient, policy_id: str, version: int) -> protocol_policies.TextAnswer:
    asked = protocol_policies.TextRequest(policy_id=policy_id, version=version)
    return client.post(protocol_policies.CONSOLE_POLICY_TEXTS, asked, protocol_policies.TextAnswer)


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()
