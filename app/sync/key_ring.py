"""Whom of the service this computer believes: the key it was told of, and those that changes in the log lead to.

* A key that is not known yet is asked about once, and believed only if changes, each signed by the old key and the new
  one and each in its place in the log, lead between it and the key in hand (`app.evidence.trust_keys`).
* Then the newest is kept in place of the one in hand. Older ones are needed for what they signed; they are asked for
  again when it comes.
* What cannot be shown is not believed, and nothing changes.
"""

from collections.abc import Callable

from app import protocol
from app.errors import RefusedError
from app.evidence import merkle
from app.evidence.checkpoint import Checkpoint, CheckpointError
from app.evidence.trust_keys import ServiceKeys, UnknownServiceError, service_keys
from app.signing.keys import PublicKey, b64url_decode
from app.sync.errors import NotTheServiceError
from app.sync.hr_client import HrClient


class KeyRing:
    """The service keys of the log `aud`, beginning with `held`; `changed` keeps a newer one."""

    def __init__(
        self, client: HrClient, aud: str, held: PublicKey, changed: Callable[[PublicKey], None]
    ) -> None:
        self._client = client
        self._held = held
        self._changed = changed
        self._keys = ServiceKeys.of(aud, held)
        self._asked = False

    @property
    def newest(self) -> PublicKey:
        """The key in force, as far as is known here."""
        return self._keys.newest

    def key_of(self, token: str) -> PublicKey:
        """Return the service key that a token names; raises an error of the header, UnknownServiceError, SyncError."""
        try:
            return self._keys.key_of(token)
        except UnknownServiceError:
            self._ask()
        return self._keys.key_of(token)

    def checkpoint(self, text: str) -> Checkpoint:
        """Return the checkpoint in `text` once it proves to be of this log by one of the keys.

        Raises CheckpointError, SyncError.
        """
        try:
            return self._keys.checkpoint(text)
        except CheckpointError:
            self._ask()
        return self._keys.checkpoint(text)

    def _ask(self) -> None:
        if self._asked:
            return
        self._asked = True
        try:
            found = self._shown(self._client.service_keys())
        except (RefusedError, NotTheServiceError):
            return  # what is not shown in order is not believed
        if found.term(self._held.thumbprint) is None:
            return
        self._keys = found
        if found.newest != self._held:
            self._changed(found.newest)

    def _shown(self, answer: protocol.ServiceKeyChanges) -> ServiceKeys:
        newest = PublicKey.from_jwk(answer.newest.model_dump())
        changes = [(each.index, each.leaf) for each in answer.changes]
        found = service_keys(newest, changes, self._keys.aud)
        head = found.checkpoint(answer.checkpoint)
        for each in answer.changes:
            leaf = merkle.leaf_hash(each.leaf.encode("ascii"))
            merkle.verify_inclusion(
                each.index, head.size, leaf, [b64url_decode(p) for p in each.proof], head.root
            )
        return found
