"""What may be promised of what a person does here: it depends on whose computer it is.

1. "Saved on this computer" is said only where it stays saved after signing out.
2. Where it does not, the words say how long it lasts and what to do.
"""

from PySide6.QtCore import QCoreApplication

from app.login.machine import Keeping


def done_words(keeping: Keeping) -> str:
    """What a screen reader hears when something was signed."""
    return _say(
        keeping,
        QCoreApplication.translate("Keeping", "Saved on this computer"),
        QCoreApplication.translate("Keeping", "Signed. It is being sent to HR."),
    )


def waiting_chip(keeping: Keeping) -> str:
    """How far a record is that HR has not received."""
    return _say(
        keeping,
        QCoreApplication.translate("Keeping", "Saved on this computer"),
        QCoreApplication.translate("Keeping", "Not received yet"),
    )


def finished_chip(keeping: Keeping) -> str:
    """What is shown at the end of the self-audit."""
    return _say(
        keeping,
        QCoreApplication.translate("Keeping", "Saved on this computer"),
        QCoreApplication.translate("Keeping", "Signed"),
    )


def waiting_words(keeping: Keeping) -> str:
    """What will become of a record that HR has not received; "" where it is simply kept."""
    return _say(
        keeping,
        "",
        QCoreApplication.translate(
            "Keeping", "Not saved here. It is sent by itself: keep this window open until HR has received it"
        ),
    )


def answers_words(keeping: Keeping) -> str:
    """Where the answers of the self-audit are."""
    return _say(
        keeping,
        QCoreApplication.translate("Keeping", "Your answers stay on this computer."),
        QCoreApplication.translate(
            "Keeping", "Your answers are not kept: they are gone when you finish here."
        ),
        QCoreApplication.translate("Keeping", "Your answers are on this computer until you sign out of it."),
    )


def enrolled_words(keeping: Keeping) -> str:
    """Who sees what, before anything is done."""
    tells = QCoreApplication.translate(
        "Keeping", "HR sees your answer to each policy and the day you finish the self-audit."
    )
    keeps = _say(
        keeping,
        QCoreApplication.translate(
            "Keeping",
            "Your answers in the self-audit stay on this computer; whoever runs this computer might still see them.",
        ),
        QCoreApplication.translate(
            "Keeping",
            "Your answers in the self-audit go nowhere. Nothing of you stays on this computer: when you finish, your "
            "key and your answers are gone.",
        ),
        QCoreApplication.translate(
            "Keeping",
            "Your answers in the self-audit go nowhere. This computer forgets you when you sign out of it.",
        ),
    )
    return f"{tells} {keeps}"


def list_words(keeping: Keeping) -> str:
    """Where the person's own list is."""
    return _say(
        keeping,
        QCoreApplication.translate("Keeping", "Your list is only on this computer."),
        QCoreApplication.translate(
            "Keeping", "Your list is not kept: it is gone when you finish here. Print what you still need."
        ),
        QCoreApplication.translate(
            "Keeping", "Your list is gone when you sign out of this computer. Print what you still need."
        ),
    )


def leaving_words(keeping: Keeping) -> str:
    """What becomes of what HR has not received, and what to do."""
    return _say(
        keeping,
        "",
        QCoreApplication.translate(
            "Keeping",
            "This computer keeps nothing of you. Leave the window open: it is sent by itself as soon as the network "
            "is there. If you leave now, it counts as not signed, and you can do it again on any computer.",
        ),
        QCoreApplication.translate(
            "Keeping",
            "This computer forgets it when you sign out. Leave the window open: it is sent by itself as soon as the "
            "network is there. Or open the app again before you sign out. Otherwise it counts as not signed, and "
            "you can do it again on any computer.",
        ),
    )


def _say(keeping: Keeping, here: str, in_memory: str, until_sign_out: str | None = None) -> str:
    return {
        Keeping.HERE: here,
        Keeping.IN_MEMORY: in_memory,
        Keeping.UNTIL_SIGN_OUT: until_sign_out or in_memory,
    }[keeping]
