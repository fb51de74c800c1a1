"""Keeping and deleting in the words of the HR window: kinds of record, rules, holds."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app import protocol_keeping as wire
from app.console.person_words import Words

translate = QCoreApplication.translate


def kind_title(kind: wire.Kind) -> str:
    """What a kind of record is called."""
    return {
        "acknowledgements": translate("Keeping", "Answers that staff signed"),
        "completions": translate("Keeping", "Self-audits finished"),
        "messages": translate("Keeping", "The words of a question or reason"),
        "facts": translate("Keeping", "What HR recorded, with scans"),
        "id-tokens": translate("Keeping", "How people proved who they are"),
        "trail": translate("Keeping", "The trail of what HR did"),
        "mail": translate("Keeping", "The list of reminders sent"),
        "sessions": translate("Keeping", "Sign-ins and codes that are over"),
        "people": translate("Keeping", "Names on the staff list"),
    }[kind]


def kind_explained(kind: wire.Kind) -> str:
    """What deleting it means."""
    return {
        "acknowledgements": translate(
            "Keeping",
            "The signed record and its receipt. Afterwards you can no longer show what was answered.",
        ),
        "completions": translate("Keeping", "The day alone is in them, and never what was found."),
        "messages": translate("Keeping", "The answer itself stays, without the words."),
        "facts": translate(
            "Keeping", "Paper signatures, leave, exemptions, answers to questions and what was disputed."
        ),
        "id-tokens": translate("Keeping", "What the sign-in service signed when a key was set up."),
        "trail": translate(
            "Keeping", "A short hash of each line stays, so that the rest can still be checked."
        ),
        "mail": translate("Keeping", "To whom a reminder went, when, and what the mail server said."),
        "sessions": translate("Keeping", "They are of use for a short time only."),
        "people": translate("Keeping", "A name goes only once nothing else of that person is kept."),
    }[kind]


def from_words(counted_from: wire.CountedFrom) -> str:
    """The day that months are counted from."""
    return {
        "leaving": translate("Keeping", "after the person left"),
        "withdrawal": translate("Keeping", "after the policy was withdrawn"),
        "receipt": translate("Keeping", "after it was received"),
    }[counted_from]


def months_words(months: int) -> str:
    """A number of months, whole years as years: "7 years", "18 months"."""
    years, rest = divmod(months, 12)
    if months and not rest:
        one = translate("Keeping", "1 year")
        return one if years == 1 else translate("Keeping", "{0} years").format(years)
    one = translate("Keeping", "1 month")
    return one if months == 1 else translate("Keeping", "{0} months").format(months)


def rule_words(rule: wire.ChosenRule) -> str:
    """A rule in words."""
    if rule.chosen_at is None:
        return translate("Keeping", "Kept, because nobody has chosen yet")
    if rule.months is None or rule.counted_from is None:
        return translate("Keeping", "Kept for good")
    words = translate("Keeping", "Kept until {0} {1}")
    return words.format(months_words(rule.months), from_words(rule.counted_from))


def hold_on(hold: wire.PlacedHold) -> str:
    """What a hold is on."""
    if hold.scope == "everything":
        return translate("Keeping", "Everything")
    if hold.scope == "school":
        return translate("Keeping", "Everyone at {0}").format(hold.subject)
    return translate("Keeping", "{0}, reference {1}").format(hold.name, hold.subject)


def hold_lines(hold: wire.PlacedHold, told: Words) -> list[str]:
    """Who placed and lifted it, when and why; reasons stand in quotation marks."""
    placed = translate("Keeping", "Hold {0}, placed by {1}, {2}")
    lines = [placed.format(hold.number, hold.placed_by, told.moment(hold.placed_at)), f"“{hold.reason}”"]
    if hold.lifted_at is not None:
        lifted = translate("Keeping", "Ended by {0}, {1}")
        lines += [lifted.format(hold.lifted_by, told.moment(hold.lifted_at)), f"“{hold.lifted_why}”"]
    return lines


def totals(lines: Sequence[wire.DueLine]) -> tuple[int, int]:
    """How many records these are, and of how many people."""
    return sum(one.count for one in lines), len({one.staff_id for one in lines if one.staff_id})
