"""`undersigned verify PACK.zip`: checks an evidence pack offline, and says what is proved and what is not."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.config.arguments import Parser
from app.domain.dates import to_utc_text
from app.errors import RefusedError, UnavailableError
from app.evidence.basis import SignedIn
from app.evidence.events import KeyEvent
from app.evidence.findings import Findings, FoundEvent, FoundRecord, FoundStamp
from app.evidence.pack import FORMAT
from app.evidence.pack_identity_words import identity_words
from app.evidence.pack_words import in_text, not_proved, proved, sections
from app.evidence.stored_zip import MAX_BYTES
from app.evidence.verify import KnownKeys, verify

_IN_ORDER = "This pack is in order: nothing in it was changed.\n"
_NOT_COMPARED = (
    "The keys of the trust were not compared with any that you gave. To do that, add --service-key and "
    "--publishing-key with what the trust’s settings say.\n"
)


class PackUnreadableError(UnavailableError):
    """The file is not there, or may not be read."""

    sentence = "That file could not be opened."
    next_step = "Check its name and its folder, and try again."


def main(arguments: Sequence[str]) -> int:
    """Verify a pack: 0 it stands, 1 it does not; raises PackUnreadableError."""
    options = _parser().parse_args(arguments)
    known = KnownKeys(
        frozenset(options.service_key),
        frozenset(options.publishing_key),
        frozenset(map(_fingerprint, options.timestamp_certificate)),
    )
    data = _read(options.pack)
    try:
        findings = verify(data, known)
    except RefusedError as error:
        return _refuse(error, as_json=options.json)
    if options.json:
        print(json.dumps(_answer(findings, known), ensure_ascii=False, indent=2))
    else:
        compared = bool(known.service and known.publishing)
        print(
            "\n".join([_IN_ORDER, in_text(sections(findings)), *([] if compared else [_NOT_COMPARED])]),
            end="",
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="undersigned verify", description=__doc__)
    parser.add_argument("pack", type=Path, metavar="PACK.zip")
    parser.add_argument("--json", action="store_true", help="the answer for programs")
    for kind in ("service", "publishing"):
        parser.add_argument(
            f"--{kind}-key",
            action="append",
            default=[],
            metavar="THUMBPRINT",
            help=f"the trust’s {kind} key, as you know it from elsewhere; may be given more than once",
        )
    parser.add_argument(
        "--timestamp-certificate",
        action="append",
        default=[],
        metavar="SHA256",
        help="the SHA-256 fingerprint of the timestamp service’s certificate, as its operator publishes it; may be given "
        "more than once",
    )
    return parser


def _fingerprint(text: str) -> str:
    """A fingerprint as openssl writes it, or without its colons."""
    return text.replace(":", "").lower()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to refuse it, however large it is.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackUnreadableError from error


def _refuse(error: RefusedError, *, as_json: bool) -> int:
    if as_json:
        answer = {
            "verified": False,
            "code": error.code,
            "sentence": error.sentence,
            "next_step": error.next_step,
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    sys.stderr.write(f"This pack does not stand. {error}\n")
    return 1


def _answer(findings: Findings, known: KnownKeys) -> dict[str, Any]:
    return {
        "verified": True,
        "format": FORMAT,
        "log": {
            "name": findings.aud,
            "origin": findings.head.origin,
            "size": findings.head.size,
            "root": findings.head.root.hex(),
        },
        "service_key": findings.service_kid,
        "service_keys": list(findings.service_kids),
        "publishing_keys": list(findings.publishing_kids),
        "keys_compared": {
            "service": bool(known.service),
            "publishing": bool(known.publishing),
            "timestamp": bool(known.timestamp and findings.stamps),
        },
        "records": [_record(one, findings) for one in findings.records],
        "events": [_event(one) for one in findings.events],
        "timestamps": [_stamp(one) for one in findings.stamps],
        "witnesses": list(findings.witnesses),
        "remarks": [{"kind": one.kind.value, "leaf_index": one.leaf_index} for one in findings.remarks],
        "proved": list(proved(findings)),
        "not_proved": list(not_proved(findings)),
    }


def _record(found: FoundRecord, findings: Findings) -> dict[str, Any]:
    return {
        "typ": found.signed.record.typ,
        "sha256": found.signed.sha256,
        "claims": found.signed.record.model_dump(),
        "received_at": found.receipt.record.received_at,
        "late": found.receipt.record.late,
        "received_before": [one.record.received_at for one in found.earlier],
        "timestamp": to_utc_text(found.stamp.stamp.at) if found.stamp else None,
        "leaf_index": found.receipt.record.leaf_index,
        "key": found.signed.kid,
        "identity": found.life.identity,
        "identity_in_words": identity_words(found.signed.kid, findings),
        "key_enrolled_at_leaf": found.life.enrolled,
        "key_ended_at_leaf": found.life.ended,
        "policy": found.policy.manifest.record.title,
        "policy_label": found.policy.manifest.record.label,
    }


def _event(found: FoundEvent) -> dict[str, Any]:
    answer = {"leaf_index": found.index, "typ": found.event.typ, **found.event.model_dump()}
    if isinstance(found.event, KeyEvent):
        kinds = {True: "provider", False: "key-before"}
        answer["basis_checked"] = kinds[isinstance(found.basis, SignedIn)] if found.basis else None
    return answer


def _stamp(found: FoundStamp) -> dict[str, Any]:
    return {
        "leaf_index": found.index,
        "log_size": found.checkpoint.size,
        "at": to_utc_text(found.stamp.at),
        "by": found.stamp.by,
        "certificates": list(found.stamp.fingerprints),
    }
