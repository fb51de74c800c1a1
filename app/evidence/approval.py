"""That two people of HR agreed to something (`approval+jws`), signed by the service: a leaf of the log.

* It is written before what was agreed is carried out: a leaf of the act itself (a manifest, a policy event) follows.
* `what` is the SHA-256 of what was asked for (`app.hr.approvals`), so that the leaf holds no text and no name of
  anybody concerned; the two accounts are named in full.
"""

from typing import ClassVar

from app.evidence.records import Identifier, LogName, Record, Sha256, ShortText, UtcTime, Uuid4


class Approval(Record):
    """One such agreement: who asked and when, who approved and when, what kind of act, and its digest."""

    typ: ClassVar[str] = "approval+jws"

    aud: LogName
    jti: Uuid4
    kind: Identifier
    what: Sha256
    asked_by: ShortText
    asked_at: UtcTime
    approved_by: ShortText
    approved_at: UtcTime
