"""The window's words for translators: `make translations` writes resources/translations/undersigned_*.ts anew.

    python packaging/translations.py update     texts from the sources, with the translations there were
    python packaging/translations.py release    the .qm files that the window loads, beside the .ts files

* Texts of the staff window are found by Qt's own lupdate: `tr` and `translate` in app/desktop and app/ui.
* Sentences from below the windows (errors, notices, domain wording) know no Qt. They are read from the syntax tree and
  handed to lupdate in a file that is thrown away; `app.ui.translation.said` looks them up in the context `said`.
* `page.tr` and `work.tr` in functions are looked up in whatever class the object has, and at last in QObject's.
"""

# ruff: noqa: INP001 - a program of its own
import argparse
import ast
import itertools
import json
import re
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("cy",)
WINDOWS = ("app/desktop", "app/ui")

ERRORS = (
    *("app/errors.py", "app/bounded.py", "app/domain/acknowledgement.py", "app/domain/audit.py"),
    *(
        "app/domain/reading.py",
        "app/evidence/checkpoint.py",
        "app/evidence/delivery.py",
        "app/evidence/epoch.py",
    ),
    *(
        "app/evidence/id_token.py",
        "app/evidence/judgement.py",
        "app/evidence/ground.py",
        "app/evidence/log_proof.py",
    ),
    *("app/evidence/merkle.py", "app/evidence/presence.py", "app/evidence/publisher_keys.py"),
    "app/evidence/receipt.py",
    *("app/evidence/records.py", "app/evidence/trust_keys.py", "app/signing", "app/storage", "app/workflows"),
    *("app/sync/errors.py", "app/sync/openid.py", "app/sync/sign_in.py", "app/ui/receipt_pdf.py"),
)
"""Where the errors are whose sentences a member of staff can meet in the window."""

NOT_MET = frozenset({"PublishingKeyMissingError", "UnknownPublisherError"})
"""Errors in these files that only whoever publishes can meet."""

WORDING = (
    *("app/domain/policy.py", "app/domain/deferral.py", "app/storage/notices.py", "app/sync/log_follower.py"),
    *("app/workflows/_wording.py", "app/workflows/overview.py", "app/workflows/what_hr_sees.py"),
    *("app/config/sources.py", "app/config/settings.py", "app/config/values.py", "app/workflows/keys.py"),
)
"""Where other sentences are that the window shows."""

FILLED_IN = ("Tomorrow", "morning", "afternoon", "evening", "Yes", "No", "no", "none")
"""Single words that are filled into them."""

_CONTEXT = "said"
_ANYBODYS = {"page": "QObject", "work": "QObject"}
_TOOLS = Path(PySide6.__path__[0])


def sentences() -> list[str]:
    """Every sentence from below the windows, in the order of the files; `{…}` stands for what is filled in."""
    found: dict[str, None] = {}
    for place in ERRORS:
        for path in _files(ROOT / place):
            found |= dict.fromkeys(_of_errors(path))
    for name in WORDING:
        found |= dict.fromkeys(_wording(ROOT / name))
    return [*(found | dict.fromkeys(FILLED_IN))]


def fresh(language: str) -> ET.ElementTree:
    """What the .ts file should be: the texts of the sources, with the translations that the committed file has."""
    with tempfile.TemporaryDirectory() as folder:
        thrown_away, ts = Path(folder) / "said.py", Path(folder) / "fresh.ts"
        noops = (f"QT_TRANSLATE_NOOP({json.dumps(_CONTEXT)}, {_literal(text)})\n" for text in sentences())
        thrown_away.write_text("".join(noops), encoding="utf-8")
        _run(
            "lupdate", *_sources(), thrown_away, "-ts", ts, "-target-language", language, "-locations", "none"
        )
        tree = ET.parse(ts)  # noqa: S314 - lupdate has just written it
    _join_contexts(tree.getroot())
    _fill(tree.getroot(), committed(language))
    return tree


def committed(language: str) -> ET.Element:
    """The .ts file as it is; empty where there is none."""
    path = path_of(language)
    return ET.parse(path).getroot() if path.exists() else ET.Element("TS")  # noqa: S314 - our own file


def messages(root: ET.Element) -> dict[tuple[str, str], ET.Element]:
    """The messages by context and source."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def path_of(language: str) -> Path:
    """The .ts file of a language."""
    return FOLDER / f"undersigned_{language}.ts"


def as_text(tree: ET.ElementTree) -> str:
    """What a .ts file holds, always written in the same way."""
    ET.indent(tree, "    ")
    words = ET.tostring(tree.getroot(), encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{words}\n'


def update(language: str) -> int:
    """Write the .ts file anew; returns how many texts wait for a translation."""
    tree = fresh(language)
    path_of(language).write_text(as_text(tree), encoding="utf-8", newline="\n")
    return sum(1 for _ in tree.getroot().iterfind(".//translation[@type='unfinished']"))


def release(language: str, folder: Path = FOLDER) -> Path:
    """Make the .qm file that the window loads."""
    qm = folder / f"undersigned_{language}.qm"
    _run("lrelease", "-silent", path_of(language), "-qm", qm)
    return qm


def _sources() -> list[Path]:
    return [path for place in WINDOWS for path in _files(ROOT / place)]


def _files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def _run(tool: str, *arguments: object) -> None:
    command = [str(_TOOLS / f"{tool}{'.exe' if sys.platform == 'win32' else ''}"), *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _join_contexts(root: ET.Element) -> None:
    """Put what is looked up in an object of any class into the class that all share."""
    shared: dict[str, ET.Element] = {}
    for context in root.findall("context"):
        name = context.find("name")
        if name is None or name.text not in _ANYBODYS:
            continue
        name.text = _ANYBODYS[name.text]
        first = shared.setdefault(name.text, context)
        if first is not context:
            known = {message.findtext("source") for message in first.iter("message")}
            first.extend(m for m in context.findall("message") if m.findtext("source") not in known)
            root.remove(context)


def _fill(root: ET.Element, old: ET.Element) -> None:
    known = messages(old)
    for key, message in messages(root).items():
        before = known.get(key)
        if before is None or before.get("numerus") != message.get("numerus"):
            continue
        translation, kept = message.find("translation"), before.find("translation")
        if translation is not None and kept is not None:
            message.remove(translation)
            message.append(kept)


def _of_errors(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for kind in ast.walk(tree):
        if not isinstance(kind, ast.ClassDef) or kind.name in NOT_MET:
            continue
        for node in kind.body:
            is_ours = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if is_ours and node.targets[0].id in ("sentence", "next_step"):
                text = _text(node.value, named)
                if text:
                    yield text


def _wording(path: Path) -> Iterator[str]:
    """Every literal that reads like words and is neither a docstring, nor raised, nor a pattern."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(node) for each in _apart(tree) for node in ast.walk(each)}
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in apart or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        if isinstance(node, ast.Constant) and id(node) in inside:
            continue
        for line in _text(node, {}).splitlines():
            if _reads_like_words(line):
                yield _from_nought(line)


def _apart(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            yield node
        elif isinstance(node, ast.ClassDef):  # the sentences of errors are found by their name
            yield from (each for each in node.body if isinstance(each, ast.Assign))
        elif isinstance(node, ast.Call) and _called(node) in {"execute", "compile", "strftime", "getLogger"}:
            yield node
        elif isinstance(node, ast.Call) and _called(node) == "_setting":
            yield from node.args[1:]  # what IT reads of it, and an example of a value
        elif isinstance(node, ast.Call) and _called(node) in {"choice", "number", "words"}:
            yield node
        elif isinstance(node, ast.AnnAssign):
            yield node.annotation


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _text(node: ast.expr, named: dict[str, ast.expr]) -> str:
    """The text of a literal; what is filled in becomes `{0}`, `{1}`…, a constant of the module its text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.Name) and node.id in named:
        return _text(node=named[node.id], named=named)
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, place = "", 0
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            constant = _text(part.value, named)
            text += constant or f"{{{place}}}"
            place += not constant
        else:
            text += _text(part, named)
    return text


def _from_nought(line: str) -> str:
    """The line with its places counted anew: it is looked up without the lines before it."""
    numbers = itertools.count()
    return re.sub(r"\{\d+\}", lambda _found: f"{{{next(numbers)}}}", line)


def _reads_like_words(text: str) -> bool:
    literal = "".join(before for before, _, _, _ in string.Formatter().parse(text)) if "{" in text else text
    words = [word for word in literal.split() if any(map(str.isalpha, word))]
    return len(words) > 1 or (len(words) == 1 and text.rstrip().endswith("}") and ": " in text)


def main() -> None:
    """Do what the command line says, for every language."""
    parser = argparse.ArgumentParser(description="The window's words for translators.")
    parser.add_argument("what", choices=("update", "release"))
    what = parser.parse_args().what
    for language in LANGUAGES:
        if what == "release":
            release(language)
        else:
            waiting = update(language)
            sys.stdout.write(f"{language}: {waiting} texts wait for a translation.\n")


if __name__ == "__main__":
    main()
