"""Receipts: made once from a committed head, stored, and given again unchanged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from app.evidence.receipt import Receipt
from app.hr.core import Core
from app.hr.log import Head, Log
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import receipts, records


@dataclass(frozen=True)
class Receipted:
    """A record's receipt, and the inclusion proof under the checkpoint in it (32-byte hashes, leaf's end first)."""

    jti: str
    receipt: str
    proof: list[bytes]


class Receipts:
    """Makes and finds receipts."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def of(self, jtis: Sequence[str]) -> dict[str, Receipted]:
        """Return the receipt of each of these records, all of them committed. Raises StorageError."""
        if not jtis:
            return {}
        with self._core.database.read() as connection:
            rows = connection.execute(_WANTED, {"jtis": list(jtis)}).all()
            missing = [row for row in rows if row.receipt is None]
            if not missing:
                return self._receipted(connection, rows, {})
            head = self._log.signed_head(connection)
        fresh = [{"jti": row.jti, "token": self._sign(row, head), "size": head.size} for row in missing]
        with self._core.database.write() as connection:
            upsert(connection, receipts, fresh)
            self._log.keep_head(connection, head)
            # Another worker may have been first; what is stored is what counts.
            stored = connection.execute(_STORED, {"jtis": [row.jti for row in missing]}).all()
            return self._receipted(connection, rows, {row.jti: (row.token, row.size) for row in stored})

    def _sign(self, row: AnyRow, head: Head) -> str:
        receipt = Receipt(
            jti=row.jti,
            record_sha256=row.sha256,
            received_at=row.received_at,
            late=row.late,
            leaf_index=row.leaf_index,
            checkpoint=head.text,
        )
        return receipt.signed_by(self._core.key)

    def _receipted(
        self, connection: Connection, rows: Sequence[AnyRow], made: Mapping[str, tuple[str, int]]
    ) -> dict[str, Receipted]:
        found = {}
        for row in rows:
            token, size = made.get(row.jti) or (row.receipt, row.size)
            proof = self._log.inclusion(connection, row.leaf_index, size)
            found[row.jti] = Receipted(row.jti, token, proof)
        return found


_WANTED = (
    select(
        *(records.c[name] for name in ("jti", "leaf_index", "sha256", "received_at", "late")),
        receipts.c.token.label("receipt"),
        receipts.c.size,
    )
    .join_from(records, receipts, records.c.jti == receipts.c.jti, isouter=True)
    .where(records.c.jti.in_(bindparam("jtis", expanding=True)))
)
_STORED = select(receipts).where(receipts.c.jti.in_(bindparam("jtis", expanding=True)))
