"""The files in which a checklist is written, and how they become its one document.

- `checklist.toml` holds what is true for every site, and lists the sites; each stands in `<site>.toml`.
- A check takes from its topic in `checklist.toml` what it does not say itself, so that nothing is written twice.
- `same_on_phone = true` means that the steps on a phone are those on the web.
- No file more and none fewer than are listed. docs/checklists.md is the schema for whoever writes one.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from app.domain.checklist import FORMAT, HEAD_FILE, ChecklistError, canonical, parse


def bundle(files: Mapping[str, bytes]) -> bytes:
    """The canonical document of the checklist in these files (by file name), checked. Raises ChecklistError."""
    head = _toml(HEAD_FILE, files)
    topics = _topics(head.pop("topic", []))
    names = head.get("sites")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ChecklistError(
            where=f"{HEAD_FILE}, sites", what="list the ids of the sites in the order to show them"
        )
    strangers = set(files) - {HEAD_FILE} - {f"{name}.toml" for name in names}
    if strangers:
        raise ChecklistError(
            where=f"{HEAD_FILE}, sites", what=f"{len(strangers)} of the files given are not listed here"
        )
    head["sites"] = [_with_topics(f"{name}.toml", _toml(f"{name}.toml", files), topics) for name in names]
    head["format"] = FORMAT
    content = canonical(head)
    parse(content)
    return content


def _toml(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    if name not in files:
        where = name if re.fullmatch(r"[a-z0-9-]+\.toml", name) else f"{HEAD_FILE}, sites"
        raise ChecklistError(where=where, what="the file is missing")
    try:
        return tomllib.loads(files[name].decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ChecklistError(where=name, what="it is not TOML in UTF-8") from problem


def _topics(tables: object) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table in tables if isinstance(tables, list) else []:
        name = table.get("id") if isinstance(table, dict) else None
        if not isinstance(name, str) or name in found:
            raise ChecklistError(where=f"{HEAD_FILE}, topic", what="every topic needs an id of its own")
        found[name] = {key: value for key, value in table.items() if key != "id"}
    return found


def _with_topics(where: str, site: dict[str, Any], topics: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    if where != f"{site.get('id')}.toml":
        raise ChecklistError(where=f"{where}, id", what="it must be the same as the name of the file")
    checks = site.pop("check", [])
    if not isinstance(checks, list):
        raise ChecklistError(where=f"{where}, check", what="each check is a [[check]] table")
    return site | {"checks": [_with_topic(where, check, topics) for check in checks]}


def _with_topic(where: str, check: object, topics: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    topic = check.get("topic") if isinstance(check, dict) else None
    if not isinstance(check, dict) or not isinstance(topic, str) or topic not in topics:
        raise ChecklistError(
            where=f"{where}, check", what=f"each check is a table that names a topic of {HEAD_FILE}"
        )
    whole = topics[topic] | check
    if whole.pop("same_on_phone", False) is True and "web" in whole:
        whole["phone"] = whole["web"]
    return whole
