"""`undersigned doctor`: what works on this computer and what does not, as text for a helpdesk.

Rules:

* it looks and changes nothing: a damaged database is left where it is, nothing is sent but one open question;
* no secret, no name of a person, no answer, and no folder of the person's own: a home folder is shown as `~`, and of
  an address the scheme, the host and the port alone;
* what fails is told in the product's own sentences, with the next step; also what nobody foresaw, by its kind alone.
"""

import json
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from app import config as settings
from app.commands.doctor_findings import Finding, Patient
from app.commands.profile import Proxies, system_proxies_unknown, way_out
from app.config import KINDS, Config, as_text
from app.config.addresses import without_secrets
from app.config.arguments import Parser
from app.errors import UndersignedError
from app.storage.locations import database_file, user_settings_file


def main(arguments: Sequence[str], proxies: Proxies = system_proxies_unknown) -> int:
    """Look at everything. Returns 0 when all is fine, 1 when something is not."""
    parser = Parser(prog="undersigned doctor", description=__doc__)
    parser.add_argument("--profile", type=Path, metavar="DIR", help="a folder instead of the person's own")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    options = parser.parse_args(arguments)
    patient = _patient(options.profile, proxies)
    findings = [_homeless(each) for each in examine(patient)]
    if options.json:
        print(json.dumps(_answer(patient.config, findings), ensure_ascii=False, indent=2))
    else:
        print(_text(patient.config, findings), end="")
    return 1 if any(each.fine is False for each in findings) else 0


def examine(patient: Patient) -> Iterator[Finding]:
    """Look at one thing after the other; what one raises is its finding."""
    from app.commands import doctor_checks as checks  # noqa: PLC0415 (it brings the network and the key store)

    yield from checks.settings(patient)
    for name, check in checks.IN_ORDER.items():
        try:
            yield from check(patient)
        except UndersignedError as error:
            yield Finding.of(name, error)
        except Exception as error:  # noqa: BLE001 - the other things are still to be looked at; it is told, not hidden
            yield Finding.unforeseen(name, error)


def _patient(folder: Path | None, proxies: Proxies) -> Patient:
    from app.login.check import default_state_file  # noqa: PLC0415
    from app.signing.late_keystore import LateKeyStore  # noqa: PLC0415

    config = settings.load_here(user_settings_file(folder))
    state_file = folder / "state.txt" if folder else Path(default_state_file())
    way = way_out(config.proxy, proxies)
    return Patient(config, database_file(folder), state_file, way, LateKeyStore(), lambda: datetime.now(UTC))


def _homeless(finding: Finding) -> Finding:
    home = str(Path.home())
    if len(home) < 4:
        return finding
    return Finding(
        finding.name,
        finding.fine,
        finding.sentence.replace(home, "~"),
        finding.next_step.replace(home, "~"),
        finding.code,
    )


def _about() -> dict[str, str]:
    return {
        "app": settings.APP,
        "system": f"{platform.system()} {platform.release()}",
        "python": sys.version.split()[0],
    }


def _rows(config: Config) -> list[dict[str, str]]:
    """Every setting, its value, and who set it, where."""
    who = {"trust": "your trust", "you": "you"}
    return [
        {
            "key": name,
            "value": _shown(name, getattr(config, name)),
            "set_by": who.get(config.origins.get(name, ""), "nobody"),
            "where": config.sources.get(name, ""),
        }
        for name in KINDS
    ]


def _shown(name: str, value: object) -> str:
    text = as_text(value or "")
    return without_secrets(text) if name == "server" and text else text


def _answer(config: Config, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        **_about(),
        "findings": [asdict(each) for each in findings],
        "settings": _rows(config),
        "problems": list(config.problems),
    }


_MARKS = {True: "fine", False: "LOOK HERE", None: "not there"}


def _text(config: Config, findings: Sequence[Finding]) -> str:
    lines = [", ".join(f"{name} {value}" if name != "app" else value for name, value in _about().items()), ""]
    for each in findings:
        lines.append(f"{each.name}: {_MARKS[each.fine]}. {each.sentence}")
        if each.next_step:
            lines.append(f"    {each.next_step}")
    lines += ["", "Settings that somebody set:"]
    rows = [row for row in _rows(config) if row["where"]]
    lines += [f"    {row['key']} = {row['value']}  ({row['set_by']}, {row['where']})" for row in rows]
    return "\n".join([*lines, "" if rows else "    none", ""])
