"""Writes the templates for IT, and the table in docs/managed-settings.md, from the settings in the code.

    python resources/policy-templates/make.py

A test compares what is in the repository with what this makes.
"""
# ruff: noqa: INP001 (a program of its own, beside what it makes)

import plistlib
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from app.config import KINDS, Config, Setting, as_text  # noqa: E402 (found by the line above)
from app.config.macos import DOMAIN  # noqa: E402
from app.config.windows import POLICY_KEY  # noqa: E402

_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_CATEGORY, _SUPPORTED = "Undersigned", "SUPPORTED_Undersigned"
_TABLE_STARTS, _TABLE_ENDS = "<!-- table: made by make.py -->\n", "<!-- end of table -->"
_LONGEST_TEXT = 1023


def everything() -> dict[Path, bytes]:
    """What belongs into each file."""
    return {
        HERE / "undersigned.admx": _xml(_admx()),
        HERE / "en-GB" / "undersigned.adml": _xml(_adml()),
        HERE / "undersigned.mobileconfig": plistlib.dumps(_profile(), sort_keys=False),
        HERE / "settings.toml": "\n".join(_toml()).encode(),
        ROOT / "docs" / "managed-settings.md": _documentation().encode(),
    }


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize().replace(" hr", " HR")


def _default(name: str) -> str:
    return as_text(getattr(Config(), name) or "")


def _admx() -> ET.Element:
    root = ET.Element("policyDefinitions", xmlns=_NAMESPACE, revision="1.0", schemaVersion="1.0")
    namespaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(namespaces, "target", prefix="undersigned", namespace="Undersigned.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name=_SUPPORTED, displayName=f"$(string.{_SUPPORTED})")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name=_CATEGORY, displayName=f"$(string.{_CATEGORY})")
    policies = ET.SubElement(root, "policies")
    for name, setting in KINDS.items():
        policies.append(_policy(name, setting))
    return root


def _policy(name: str, setting: Setting) -> ET.Element:
    attributes = {
        "name": name,
        "class": "Both",
        "displayName": f"$(string.{name})",
        "explainText": f"$(string.{name}_explained)",
        "presentation": f"$(presentation.{name})",
        "key": POLICY_KEY,
    }
    policy = ET.Element("policy", attributes)
    ET.SubElement(policy, "parentCategory", ref=_CATEGORY)
    ET.SubElement(policy, "supportedOn", ref=_SUPPORTED)
    elements = ET.SubElement(policy, "elements")
    common = {"id": name, "valueName": name, "required": "true"}
    if setting.kind.bounds:
        least, most = map(str, setting.kind.bounds)
        ET.SubElement(elements, "decimal", common, minValue=least, maxValue=most)
    elif setting.kind.choices:
        choices = ET.SubElement(elements, "enum", common)
        for word in setting.kind.choices:
            item = ET.SubElement(choices, "item", displayName=f"$(string.{_choice_id(name, word)})")
            ET.SubElement(ET.SubElement(item, "value"), "string").text = word
    else:
        ET.SubElement(elements, "text", common, maxLength=str(_LONGEST_TEXT))
    return policy


def _choice_id(name: str, word: str) -> str:
    return f"{name}_{word.replace('-', '_')}"


def _adml() -> ET.Element:
    root = ET.Element("policyDefinitionResources", xmlns=_NAMESPACE, revision="1.0", schemaVersion="1.0")
    ET.SubElement(root, "displayName").text = "Undersigned"
    ET.SubElement(root, "description").text = "Settings of the Undersigned staff app."
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    for identifier, text in _strings():
        ET.SubElement(strings, "string", id=identifier).text = text
    presentations = ET.SubElement(resources, "presentationTable")
    for name, setting in KINDS.items():
        presentation = ET.SubElement(presentations, "presentation", id=name)
        if setting.kind.bounds:
            ET.SubElement(
                presentation, "decimalTextBox", refId=name, defaultValue=_default(name)
            ).text = _title(name)
        elif setting.kind.choices:
            ET.SubElement(presentation, "dropdownList", refId=name, noSort="true").text = _title(name)
        else:
            box = ET.SubElement(presentation, "textBox", refId=name)
            ET.SubElement(box, "label").text = _title(name)
    return root


def _strings() -> Iterator[tuple[str, str]]:
    yield _CATEGORY, "Undersigned"
    yield _SUPPORTED, "Undersigned 0.1 and later"
    for name, setting in KINDS.items():
        yield name, _title(name)
        yield (
            f"{name}_explained",
            f"{setting.about}\n\nForm: {setting.kind.form}.\n\nExample: {setting.example}",
        )
        for word in setting.kind.choices:
            yield _choice_id(name, word), word


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _profile() -> dict[str, object]:
    values = {
        name: tomllib.loads(f"value = {_toml_value(setting)}")["value"] for name, setting in KINDS.items()
    }
    settings = {**_payload(DOMAIN, "settings", "Undersigned"), **values}
    whole = _payload("Configuration", "profile", "Undersigned: an example, change every value")
    return {**whole, "PayloadScope": "System", "PayloadContent": [settings]}


def _payload(kind: str, name: str, title: str) -> dict[str, object]:
    identifier = f"{DOMAIN}.{name}"
    return {
        "PayloadType": kind,
        "PayloadVersion": 1,
        "PayloadIdentifier": identifier,
        "PayloadUUID": str(uuid.uuid5(uuid.NAMESPACE_DNS, identifier)).upper(),
        "PayloadDisplayName": title,
    }


def _toml() -> Iterator[str]:
    yield "# Undersigned: the trust's settings. Take away the # of what you want to set."
    yield "# Linux: /etc/undersigned/settings.toml"
    yield "# macOS: /Library/Application Support/Undersigned/settings.toml"
    yield "# Windows: %ProgramData%\\Undersigned\\settings.toml"
    for name, setting in KINDS.items():
        yield ""
        yield f"# {setting.about}"
        yield f"# {setting.kind.form[0].upper()}{setting.kind.form[1:]}."
        yield f"# {name} = {_toml_value(setting)}"
    yield ""


def _toml_value(setting: Setting) -> str:
    if setting.kind.bounds:
        return setting.example
    parts = [f"'{part.strip()}'" for part in setting.example.split(";")]
    return f"[{', '.join(parts)}]" if setting.kind.is_list else parts[0]


def _documentation() -> str:
    page = (ROOT / "docs" / "managed-settings.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(_TABLE_STARTS)
    _, _, after = rest.partition(_TABLE_ENDS)
    return f"{before}{_TABLE_STARTS}{''.join(_table())}{_TABLE_ENDS}{after}"


def _table() -> Iterator[str]:
    yield "| key | what it is for | form | default | who |\n|---|---|---|---|---|\n"
    for name, setting in KINDS.items():
        who = "the trust" if setting.trust_only else "the trust, or the person"
        default = f"`{_default(name)}`" if _default(name) else "none"
        about = setting.about.replace("|", "\\|").replace("*", "\\*")
        form = setting.kind.form.replace("*", "\\*")
        yield f"| `{name}` | {about} | {form}; such as `{setting.example}` | {default} | {who} |\n"


if __name__ == "__main__":
    for path, content in everything().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
