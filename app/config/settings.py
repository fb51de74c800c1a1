"""Every setting: its default, its kind, what it is for, and whether the trust alone may set it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from typing import NamedTuple

from app.config import lessons, values
from app.config.lessons import Lesson, lesson_at
from app.config.values import Kind


class Setting(NamedTuple):
    """What IT needs to know of one key. `about` is one or two sentences, `example` a value as text."""

    kind: Kind
    about: str
    example: str
    trust_only: bool = False


def _setting(kind: Kind, about: str, example: str, *, trust_only: bool = False) -> dict[str, Setting]:
    return {"setting": Setting(kind, about, example, trust_only)}


def _lesson_hours() -> Kind:
    return values.several(lessons.parse, "hours such as Mon-Fri 08:50-12:15, with semicolons between them")


@dataclass(frozen=True)
class Config:
    """Every setting, with its default.

    `text_scale` is in per cent; `contact_…` are the words shown when somebody needs to talk, such as a name and a
    telephone number. `origins` tells who set each key, "trust" or "you", and `sources` where. `problems` are
    sentences. `unclear` names the keys that the trust may have set to something that could not be read.
    """

    server: str | None = field(
        default=None,
        metadata=_setting(
            values.address(), "The address of HR’s service.", "https://undersigned.trust.example"
        ),
    )
    service_key: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.thumbprints(),
            "The thumbprint of the service’s key, so that a computer knows the service before it meets it.",
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            trust_only=True,
        ),
    )
    publishing_key: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.thumbprints(),
            "The thumbprint of the key that policies are published with.",
            "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U",
            trust_only=True,
        ),
    )
    enrolment: str = field(
        default="code",
        metadata=_setting(
            values.choice("code", "sign-in"),
            "How staff set their computer up: with a one-time code from HR, or by signing in with their work account.",
            "code",
            trust_only=True,
        ),
    )
    fresh_sign_in: str = field(
        default="no",
        metadata=_setting(
            values.choice("no", "yes"),
            "Whether staff are asked to sign in with their work account as they sign an answer. Who cannot may answer "
            "without it, and HR sees that. The sign-in service has to say when somebody signed in (auth_time).",
            "no",
            trust_only=True,
        ),
    )
    staff_accounts: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.patterns(),
            "Which accounts are staff, by name (NAME, DOMAIN\\NAME or NAME@DOMAIN). When this or staff_groups is "
            "set, nothing opens by itself for an account that it does not clearly match, so that no pupil is asked.",
            "TRUST\\staff.*; *@staff.trust.example",
            trust_only=True,
        ),
    )
    staff_groups: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.names(),
            "Which accounts are staff, by the groups they are members of. On Windows a group’s SID does too, and "
            "is found without a network.",
            "TRUST\\All Staff",
            trust_only=True,
        ),
    )
    shared_accounts: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.patterns(),
            "Which accounts several people use, by name, as in staff_accounts. There nothing opens by itself, each "
            "person signs in for each answer, and nothing of them is kept.",
            "TRUST\\kitchen*; TRUST\\caretaker",
            trust_only=True,
        ),
    )
    shared_groups: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            values.names(),
            "Which accounts several people use, by the groups they are members of; as in staff_groups.",
            "TRUST\\Generic Accounts",
            trust_only=True,
        ),
    )
    shared_computer: str = field(
        default="no",
        metadata=_setting(
            values.choice("no", "yes"),
            "Whether several people use every account that this setting reaches.",
            "no",
        ),
    )
    shared_minutes: int = field(
        default=10,
        metadata=_setting(
            values.number(2, 60),
            "After how many minutes without a key or the mouse the app finishes for a person on a shared computer. "
            "It asks first.",
            "10",
            trust_only=True,
        ),
    )
    sign_out: str = field(
        default="ask",
        metadata=_setting(
            values.choice("ask", "keeps", "wipes"),
            "Whether signing out of the computer wipes the profile. “ask” asks the system, which does not always "
            "know.",
            "ask",
            trust_only=True,
        ),
    )
    key_store: str = field(
        default="system",
        metadata=_setting(
            values.choice("system", "none"),
            "Where keys are kept: in the system’s key store, or nowhere, so that people sign in each time.",
            "system",
            trust_only=True,
        ),
    )
    lesson_hours: tuple[Lesson, ...] = field(
        default=(),
        metadata=_setting(
            _lesson_hours(),
            "When lessons are, on the computer’s own clock. Nothing opens by itself in these hours, and the times that "
            "Later offers follow them.",
            "Mon-Fri 08:50-12:15; Mon-Fri 13:10-15:20",
            trust_only=True,
        ),
    )
    proxy: str = field(
        default="system",
        metadata=_setting(
            values.proxy(),
            "The way to the service: as the system says, straight, or by this proxy.",
            "system",
        ),
    )
    update_channel: str = field(
        default="your IT helpdesk",
        metadata=_setting(
            values.words(),
            "Where newer versions come from, in words. The app never updates itself.",
            "Software Centre",
            trust_only=True,
        ),
    )
    scheme: str = field(
        default="system",
        metadata=_setting(
            values.choice("system", "light", "dark", "high-contrast"), "The colours of the windows.", "system"
        ),
    )
    language: str = field(
        default="system",
        metadata=_setting(
            values.choice("system", "en-GB", "cy"),
            "The language of the window. A policy, and the words that are signed, stay as they were published.",
            "system",
        ),
    )
    text_scale: int = field(
        default=100,
        metadata=_setting(values.number(80, 300), "The size of all text, in per cent.", "115"),
    )
    contact_line_manager: str = field(
        default="your line manager",
        metadata=_setting(
            values.words(), "Whom to talk to first, as shown beside the self-audit.", "your line manager"
        ),
    )
    contact_headteacher: str = field(
        default="your headteacher",
        metadata=_setting(values.words(), "The headteacher, as shown.", "the head of your school"),
    )
    contact_safeguarding: str = field(
        default="your school’s designated safeguarding lead",
        metadata=_setting(
            values.words(), "The safeguarding lead, as shown.", "the safeguarding lead, extension 200"
        ),
    )
    contact_whistleblowing: str = field(
        default="the contact named in the Trust’s Whistleblowing Policy",
        metadata=_setting(
            values.words(), "The contact for whistleblowing, as shown.", "the clerk to the trustees"
        ),
    )
    contact_hr: str = field(
        default="the Human Resources Team",
        metadata=_setting(values.words(), "HR, as shown.", "the People Team, extension 300"),
    )
    origins: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    unclear: frozenset[str] = frozenset()


KINDS: Mapping[str, Setting] = {
    f.name: f.metadata["setting"] for f in fields(Config) if "setting" in f.metadata
}
"""Every key that may be set, in the order of the documentation."""


def in_lesson(config: Config, now: datetime, clock_zone: tzinfo | None = None) -> Lesson | None:
    """The lesson that is on at `now` (aware) by the settings; None between lessons.

    `clock_zone` is the zone of the computer's clock; None asks the system.
    """
    return lesson_at(config.lesson_hours, now.astimezone(clock_zone))


def as_text(value: object) -> str:
    """A setting's value as it would be written, such as for a helpdesk."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
