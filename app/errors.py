"""The root of every error a person can meet.

    UndersignedError
    ├── RefusedError          the answer is no: what was given cannot be accepted as it is
    │   └── (signing, evidence, hr: one named error for each reason)
    └── UnavailableError      it could not be done now: something is missing, locked, away or broken
        └── (storage, keystore, sync: one named error for each cause)

Each error carries a sentence for the person who meets it and a next step. Neither ever holds a secret, an
answer, or text that came from outside. What went wrong underneath travels as the exception's cause.
"""


class UndersignedError(Exception):
    """An expected failure with words for the person who meets it.

    Subclasses set `sentence` and `next_step`; `{name}` in them is filled from the keyword arguments.
    `code` is the class's name in words joined by hyphens, stable, for programs and the wire.
    """

    sentence = "Something did not work."
    next_step = "Try again. If it happens again, tell your IT helpdesk."

    def __init__(self, **details: object) -> None:
        self.details = details
        self.sentence = self.sentence.format_map(_Blank(details))
        self.next_step = self.next_step.format_map(_Blank(details))
        super().__init__(f"{self.sentence} {self.next_step}".strip())

    @property
    def code(self) -> str:
        """The error's stable name, such as `wrong-algorithm`."""
        name = type(self).__name__.removesuffix("Error")
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class RefusedError(UndersignedError):
    """What was given cannot be accepted as it is; trying again unchanged will not help."""


class UnavailableError(UndersignedError):
    """It could not be done now; nothing was lost, and trying again later may work."""


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
