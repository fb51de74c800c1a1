"""The Welsh words: complete, up to date, with every placeholder; and nothing shown that could not be translated."""

import ast
import re
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication

from app.ui import theme, translation
from app.ui.words import Words
from tests.desktop.welsh import ROOT, entries, script

SAME_IN_BOTH = {
    "PDF (*.pdf)": "a file name",
}
"""Entries that read the same in Welsh, and why."""

NOT_TRANSLATED = {
    "Undersigned": "the product's name",
    "English": "a language is named in itself",
    "Cymraeg": "a language is named in itself",
    "undersigned verify ": "a command to be typed",
    "the bridge is closed": "a fault of ours, for the log",
    "the staff window needs an application with widgets": "a fault of ours, for the log",
    "Fusion": "the name of a style of Qt's",
    theme._SAMPLE: "a line of text to measure by",
}
"""Words in the windows' sources that are not translated, and why."""

NO_WORDS_OF_OURS = {
    "charts.py": "only the HR window shows charts, and it is in English",
    "private_window.py": "names and folders of browsers",
    "stylesheet.py": "a style sheet",
}
"""Files without words to translate, and why."""

_NOT_SHOWN = frozenset({
    *("tr", "translate", "setObjectName", "setProperty", "property", "findChild", "named", "compile"),
    *("TypeVar", "getLogger", "Path", "Browser", "partial"),
})  # fmt: skip


@pytest.fixture
def welsh(qapp, tmp_path):
    script().release("cy", tmp_path)
    assert translation.apply(qapp, "cy", tmp_path) == "cy"
    yield qapp
    translation.apply(qapp, "en-GB")


def test_the_file_holds_exactly_what_the_sources_say():
    made, file = script(), script().path_of("cy").read_text("utf-8")
    assert made.as_text(made.fresh("cy")) == file, "run `make translations`, and translate what is new"


def test_every_text_has_a_translation():
    assert [(context, source) for context, source, forms, kind in entries() if kind or not all(forms)] == []


def test_every_placeholder_of_a_text_is_in_its_translation():
    wrong = [
        (source, form)
        for _, source, forms, _ in entries()
        for number, form in enumerate(forms)
        if _places(source) != _places(form) and not (len(forms) > 1 and number == 1)  # one is said in words
    ]
    assert wrong == []


def test_what_is_filled_in_stands_in_the_same_form_for_one():
    ones = [(source, forms[1]) for _, source, forms, _ in entries() if len(forms) > 1]
    assert [one for one in ones if "{" in one[0] or "{" in one[1]] == []


def test_no_text_is_left_in_english():
    same = {source for _, source, forms, _ in entries() if source in forms}
    assert same == set(SAME_IN_BOTH)


def test_spaces_and_line_ends_around_a_text_are_kept():
    edges = re.compile(r"^\s*|\s*$")
    wrong = [s for _, s, forms, _ in entries() if any(edges.findall(s) != edges.findall(f) for f in forms)]
    assert wrong == []


@pytest.mark.parametrize("folder", ["app/desktop", "app/ui"])
def test_everything_the_windows_show_can_be_translated(folder):
    found = []
    for path in sorted((ROOT / folder).glob("*.py")):
        if path.name not in NO_WORDS_OF_OURS:
            found += [f"{path.name}:{line} {words}" for line, words in _untranslated(path)]
    assert found == []


@pytest.mark.parametrize("folder", ["app/desktop", "app/ui"])
def test_every_text_that_asks_for_a_translation_is_found_by_lupdate(folder):
    known = {source for _, source, _, _ in entries()}
    asked = [
        (path.name, node.lineno, words)
        for path in sorted((ROOT / folder).glob("*.py"))
        for node, words in _asked(ast.parse(path.read_text("utf-8")))
    ]
    assert [each for each in asked if each[2] not in known] == []


def test_english_loads_nothing(qapp):
    assert translation.apply(qapp, "en-GB") == "en-GB"
    assert translation.said("Monday 7 December at 08:30") == "Monday 7 December at 08:30"
    assert qapp.findChildren(Words) == []


def test_a_language_without_its_file_stays_english(qapp, tmp_path):
    assert translation.apply(qapp, "cy", tmp_path) == "en-GB"


@pytest.mark.parametrize(
    ("english", "in_welsh"),
    [
        ("December 2026", "Rhagfyr 2026"),
        ("Friday 4 December", "Dydd Gwener 4 Rhagfyr"),
        ("Monday at 08:30", "Dydd Llun am 08:30"),
        ("Tomorrow at 08:30", "Yfory am 08:30"),
        ("In an hour, at 15:05", "Ymhen awr, am 15:05"),
        ("This afternoon, at 15:30", "Heddiw (prynhawn), am 15:30"),
        (
            "This policy was due for review in March 2022.",
            "Roedd y polisi hwn i fod i gael ei adolygu erbyn Mawrth 2022.",
        ),
        ("Your message is longer than 4000 characters.", "Mae’ch neges yn hirach na 4000 nod."),
        ("Words that nobody translated.", "Words that nobody translated."),
        ("", ""),
    ],
)
def test_a_finished_sentence_from_below_is_turned_with_what_was_filled_in(welsh, english, in_welsh):
    assert translation.said(english) == in_welsh


def test_a_persons_own_words_and_the_record_as_sent_are_never_turned(welsh):
    own = "Your words: “I do not agree\nTo: HR”\nTo: HR\nExactly:\nYour message"
    turned = translation.said_lines(own, "Exactly:")
    assert "“I do not agree\nTo: HR”" in turned
    assert turned.endswith("\nAt: HR\nExactly:\nYour message")


def test_dates_are_said_in_the_language_of_the_window(welsh):
    assert translation.day(date(2026, 12, 4), date(2026, 11, 22)) == "dydd Gwener 4 Rhagfyr"
    assert translation.month(date(2026, 5, 1)) == "Mai 2026"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "Tua 1 funud ar ôl"), (2, "Tua 2 o funudau ar ôl"), (7, "Tua 7 o funudau ar ôl")],
)
def test_numbers_take_their_plural(welsh, number, words):
    assert QCoreApplication.translate("ListPage", "About %n minutes left", "", number) == words


def _places(text):
    return sorted(re.findall(r"\{\w+\}|%n", text))


def _called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _asked(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in {"tr", "translate"} and node.args:
            place = 0 if _called(node) == "tr" else 1
            text = node.args[place] if len(node.args) > place else node.args[0]
            if isinstance(text, ast.Constant):
                yield node, text.value


def _apart(tree):
    """What is no text to be read: docstrings, names, types, and what goes through `tr` already."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
        elif isinstance(node, ast.Call) and _called(node) in _NOT_SHOWN:
            yield from node.args
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield node.returns
        elif isinstance(node, ast.ClassDef):  # sentences of errors are translated where they are shown
            yield from (each for each in node.body if isinstance(each, ast.Assign) and _is_sentence(each))


def _is_sentence(node):
    return isinstance(node.targets[0], ast.Name) and node.targets[0].id in {"sentence", "next_step"}


def _untranslated(path):
    tree = ast.parse(path.read_text("utf-8"))
    apart = {id(inner) for node in _apart(tree) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart
        if is_text and node.value not in NOT_TRANSLATED and _reads_like_words(node.value):
            yield node.lineno, node.value


def _reads_like_words(text):
    if re.search(r"[<>{}=\\/_]|--|: ?$", text):
        return False  # markup, patterns, paths, style sheets
    return bool(re.search(r"[A-Za-z]{2,} [a-z]{2,}", text) or re.fullmatch(r"[A-Z][a-z]{2,}\S*", text))
