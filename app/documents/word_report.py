"""What of a Word file is not in its Markdown, or is there though it may not be meant: one sentence for each kind.

Rules:

* a change that was not accepted stands as if it were: what was put in is in the text, what was taken out is not;
* the text of a box is in the text where the converter can read it, and is left out where it cannot;
* text that Word hides is shown: HR is told, and deletes it in Word if staff should not read it;
* of two forms of the same drawing (ECMA-376 part 3, `AlternateContent`) the one that the converter reads counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET


class _Kind(NamedTuple):
    """The words for one, and for several."""

    one: str
    many: str


def _left_out(one: str, many: str) -> _Kind:
    return _Kind(f"{one} is left out.", f"{many} are left out.")


_KINDS: Mapping[str, _Kind] = {
    "picture": _left_out("picture", "pictures"),
    "box": _Kind(
        "text box is in the text, where it stands in the file.",
        "text boxes are in the text, where they stand in the file.",
    ),
    "lost box": _Kind(
        "text box is left out. Move its words into the text in Word.",
        "text boxes are left out. Move their words into the text in Word.",
    ),
    "note": _Kind(
        "footnote or endnote is kept as text at the end.",
        "footnotes or endnotes are kept as text at the end.",
    ),
    "comment": _left_out("comment", "comments"),
    "ins": _Kind(
        "insertion that was not accepted in Word is in the text, as if it had been.",
        "insertions that were not accepted in Word are in the text, as if they had been.",
    ),
    "del": _Kind(
        "deletion that was not accepted in Word is left out, as if it had been.",
        "deletions that were not accepted in Word are left out, as if they had been.",
    ),
    "move": _Kind(
        "move that was not accepted in Word is done, as if it had been.",
        "moves that were not accepted in Word are done, as if they had been.",
    ),
    "hidden": _Kind(
        "piece of text that Word hides is shown like the rest. Delete it in Word if staff should not read it.",
        "pieces of text that Word hides are shown like the rest. Delete them in Word if staff should not read them.",
    ),
    "object": _left_out("embedded file", "embedded files"),
    "formula": _left_out("formula", "formulas"),
    "link": _Kind("unsafe link is kept as words only.", "unsafe links are kept as words only."),
}
_COUNTED = {
    "imagedata": "picture",
    "footnoteReference": "note",
    "endnoteReference": "note",
    "commentReference": "comment",
    "ins": "ins",
    "del": "del",
    "moveTo": "move",
    "object": "object",
    "oMath": "formula",
}
_LOST_TEXT = re.compile(r"ignored: w:(?:fldSimple|bdo|dir|ruby)$")


def report(texts: Mapping[str, bytes], links: int, messages: Iterable[tuple[str, str]]) -> list[str]:
    """The sentences about a file.

    Args:
        texts: the XML of the package's texts by name, in which there are no entities.
        links: how many unsafe links became words.
        messages: what the converter said, each its type and its words.
    """
    found = Counter(_things(ET.fromstring(texts["word/document.xml"])))  # noqa: S314 - entities were refused
    found["link"] = links
    said = [_sentence(found[name], kind) for name, kind in _KINDS.items() if found[name]]
    margins = [name for name in texts if "header" in name or "footer" in name]
    if any(re.search(rb"<w:t[ >]", texts[name]) for name in margins):
        said.append("What stands at the top or foot of every page is left out.")
    if any(kind == "error" or _LOST_TEXT.search(words) for kind, words in messages):
        said.append("Something could not be read. Compare the text below with your file.")
    return said


def _things(root: ET.Element) -> Iterator[str]:
    """The kind of each thing that is told, once for each."""
    waiting = [(root, False)]
    while waiting:
        element, in_drawing = waiting.pop()
        name = _name(element)
        if name in _COUNTED:
            yield _COUNTED[name]
        elif name == "txbxContent":
            yield "lost box" if in_drawing else "box"
        elif name in {"drawing", "pict"} and not _has(element, "txbxContent", "imagedata"):
            yield "picture"
        elif name == "r" and _is_hidden(element):
            yield "hidden"
        read = _as_read(element) if name == "AlternateContent" else element
        waiting += [(child, in_drawing or name == "drawing") for child in read]


def _as_read(element: ET.Element) -> Iterable[ET.Element]:
    older = [child for child in element if _name(child) == "Fallback"]
    return older or element


def _is_hidden(run: ET.Element) -> bool:
    looks = (each for child in run if _name(child) == "rPr" for each in child if _name(each) == "vanish")
    on = any(not {"0", "false", "off"} & set(each.attrib.values()) for each in looks)
    return on and any(_name(child) == "t" and child.text for child in run)


def _has(element: ET.Element, *names: str) -> bool:
    return any(_name(each) in names for each in element.iter())


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _sentence(count: int, kind: _Kind) -> str:
    return f"{count:,} {kind.one if count == 1 else kind.many}"
