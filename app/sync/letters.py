"""Sending what goes beside the records, one at a time: words, the sign-in that an answer came with, and disputes.

* What the service refuses is kept and shown, and not sent again as it is. The answer that it came with stands.
* Of a dispute the service's own fact is taken only once it is the service's, for this person, and about the same.
"""

from app.errors import RefusedError
from app.evidence.events import HrFact
from app.evidence.judgement import check_owner
from app.evidence.records import Dispute
from app.evidence.trust_keys import Keys
from app.signing.jws import read_claims
from app.storage import facts, letters, outbox, records
from app.storage.database import Database
from app.storage.outbox import Parcel
from app.sync.errors import NotTheServiceError, ServiceRefusedError
from app.sync.hr_client import HrClient


class Letters:
    """Sends them for one person; `keys` are those that the service signs with."""

    def __init__(self, database: Database, client: HrClient, keys: Keys) -> None:
        self._database = database
        self._client = client
        self._keys = keys

    def send(self, parcel: Parcel) -> bool:
        """Send one; returns whether the service took it. What became of it is kept.

        Raises SyncError, StorageError, or a RefusedError where the service's answer is not in order.
        """
        try:
            taken = self._send(parcel)
        except ServiceRefusedError as error:
            self._refused(parcel, error)
            return False
        with self._database.transaction() as connection:
            if parcel.typ == outbox.MESSAGE:
                records.set_message_stored(connection, parcel.jti, stored=taken is not None)
            else:
                letters.set_taken(connection, parcel.jti)
            facts.save(connection, [taken] if isinstance(taken, facts.StoredFact) else [])
            outbox.remove(connection, [parcel.jti])
        return True

    def _send(self, parcel: Parcel) -> facts.StoredFact | bool | None:
        if parcel.typ == outbox.DISPUTE:
            return self._fact(parcel, self._client.dispute(parcel.token).fact)
        post = self._client.send_fresh_sign_in if parcel.typ == outbox.SIGN_IN else self._client.send_message
        return post(parcel.token).stored or None

    def _fact(self, parcel: Parcel, token: str) -> facts.StoredFact:
        said = Dispute.of(read_claims(parcel.token))
        fact = HrFact.verified(token, self._keys.key_of(token))
        check_owner(fact.record.aud, said.aud, fact.record.sub, said.sub)
        if (fact.record.fact, fact.record.about) != ("dispute", said.about):
            raise NotTheServiceError
        return facts.as_stored(fact)

    def _refused(self, parcel: Parcel, error: RefusedError) -> None:
        with self._database.transaction() as connection:
            if parcel.typ == outbox.MESSAGE:
                records.set_message_stored(connection, parcel.jti, stored=False)
            else:
                letters.set_refused(connection, parcel.jti, str(error))
            outbox.remove(connection, [parcel.jti])
