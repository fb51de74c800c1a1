"""How hard a sentence is to read: its length, and the grade of Flesch and Kincaid (1975, for American schools).

Grade 4 is what a child of nine reads. One sentence alone swings with a single long word, so a sentence may go up to
grade 8, and all of them together stay at 4 or below. Syllables are counted by groups of vowels.
"""

import re

LONGEST = 20
HARDEST = 8.0
MEAN = 4.0
SHORT = 8
"""Below so many words the formula says nothing of a sentence but that it has one long word."""

_SENTENCES = re.compile(r"(?<=[.?!:;])\s+|\n")
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$|^y")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what is filled in, or stands between stars as on the screen, counts as a short word."""
    plain = re.sub(r"\*\*.+?\*\*|\{\d*\}|\{\w+\}|%n", "one", text)
    return [each for each in _SENTENCES.split(plain) if _WORDS.search(each)]


def words(sentence: str) -> list[str]:
    """The words of a sentence."""
    return _WORDS.findall(sentence)


def grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    found = words(sentence)
    return 0.39 * len(found) + 11.8 * sum(map(_syllables, found)) / len(found) - 15.59


def mean_grade(of: list[str]) -> float:
    """The grade of all sentences together."""
    found = [word for each in of for word in words(each)]
    return 0.39 * len(found) / len(of) + 11.8 * sum(map(_syllables, found)) / len(found) - 15.59


def too_hard(of: list[str]) -> list[str]:
    """The sentences that are too long or too hard, each with why."""
    return [
        f"{len(words(each))} words, grade {grade(each):.1f}: {each}"
        for each in of
        if len(words(each)) > LONGEST or (len(words(each)) >= SHORT and grade(each) > HARDEST)
    ]


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    return max(1, len(_VOWELS.findall(_SILENT.sub("", letters))))
