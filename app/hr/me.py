"""All that the service holds in one person's name, so that they can see it and an empty device rebuilds itself."""

from dataclasses import dataclass

from sqlalchemy import select

from app.evidence.records import Acknowledgement, AuditCompletion
from app.hr.core import Core
from app.hr.facts import facts_of
from app.hr.people import Person, person_of
from app.hr.person_keys import HeldKey, keys_of
from app.hr.receipts import Receipted, Receipts
from app.hr.store.schema import records, staff


@dataclass(frozen=True)
class Held:
    """Who the person is to the service, their keys, each of their records with its receipt, and facts about them."""

    person: Person
    keys: list[HeldKey]
    records: list[tuple[str, Receipted]]
    facts: list[str]


class Holdings:
    """Answers what is held of somebody."""

    def __init__(self, core: Core, receipts: Receipts) -> None:
        self._core = core
        self._receipts = receipts

    def of(self, sub: str) -> Held:
        """Return all that is held of one person, records oldest first; raises StorageError."""
        signed = records.c.typ.in_([Acknowledgement.typ, AuditCompletion.typ])
        query = select(records.c.jti, records.c.token).where(records.c.sub == sub, signed)
        with self._core.database.read() as connection:
            person = person_of(connection, staff.c.sub == sub)
            held = keys_of(connection, sub)
            rows = connection.execute(query.order_by(records.c.epoch, records.c.leaf_index)).all()
            recorded = facts_of(connection, sub)
        receipts = self._receipts.of([row.jti for row in rows])
        return Held(
            person,
            held,
            [(row.token, receipts[row.jti]) for row in rows],
            recorded,
        )
