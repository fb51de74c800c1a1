"""What can go wrong between this computer and HR's service, each with words for the person.

No error here repeats text that came from the network: a code of the service's is carried only if it has the form
of one, and known codes have sentences of our own.
"""

import re

from app.errors import RefusedError, UnavailableError

_SAFE = "What you have done is safe on this computer."


class SyncError(UnavailableError):
    """HR's service could not be asked now."""

    sentence = "HR’s service could not be asked just now."
    next_step = f"{_SAFE} The app tries again by itself."


class ServiceUnreachableError(SyncError):
    """No connection, or it broke off."""

    sentence = "HR’s service cannot be reached from here just now."
    next_step = f"{_SAFE} The app tries again by itself when there is a connection."


class ServiceSlowError(SyncError):
    """No answer in time."""

    sentence = "HR’s service is taking too long to answer."
    next_step = f"{_SAFE} The app tries again by itself."


class ServiceBusyError(SyncError):
    """The service asks to come back later (429, 503), or has a fault of its own (5xx)."""

    sentence = "HR’s service cannot answer just now."
    next_step = f"{_SAFE} The app tries again by itself."


class NotTheServiceError(SyncError):
    """What answered does not speak as HR's service does."""

    sentence = "Something answered, but not as HR’s service does."
    next_step = f"{_SAFE} If this stays, tell your IT helpdesk."


class SignInPageError(NotTheServiceError):
    """A web page or a redirect: a network that wants a sign-in first (a captive portal)."""

    sentence = (
        "A web page answered in place of HR’s service. This network may want you to sign in to it first."
    )
    next_step = f"{_SAFE} Open a web browser, sign in to the network, and try again."


class CertificateError(SyncError):
    """The connection's certificate is not one that this computer trusts."""

    sentence = "This computer could not check that it was talking to HR’s service, so nothing was sent."
    next_step = f"{_SAFE} Tell your IT helpdesk that the service’s certificate is not trusted here."


class CertificateDateError(CertificateError):
    """The certificate is not valid today, by this computer's clock: either of the two may be wrong."""

    sentence = (
        "This computer could not check that it was talking to HR’s service, so nothing was sent."
        " Its date does not fit the dates of the service’s certificate."
    )
    next_step = (
        f"{_SAFE} Look at the date and time of this computer. If they are right, tell your IT helpdesk."
    )


class ProxyRefusedError(SyncError):
    """The network's proxy refused."""

    sentence = "This network’s proxy did not let the app through to HR’s service."
    next_step = f"{_SAFE} Tell your IT helpdesk that the proxy stops Undersigned."


class ProxyWantsPasswordError(ProxyRefusedError):
    """The network's proxy asked for a name and password (407), which the app neither has nor asks for."""

    sentence = (
        "This network’s proxy asks for a name and password. The app has none, and will not ask you for yours."
    )
    next_step = f"{_SAFE} Tell your IT helpdesk that Undersigned must pass the proxy without a password."


class AnswerTooLargeError(NotTheServiceError):
    """The answer is larger than any honest one."""

    sentence = "The answer from HR’s service was too large to be right."


class AddressRefusedError(RefusedError):
    """The service's address is not https:// (or plain http:// to this very computer)."""

    sentence = "The address of HR’s service has to begin with https://."
    next_step = "Check the address, or ask your IT helpdesk for it."


class ServiceRefusedError(RefusedError):
    """The service said no, for a reason that this version has no words for. `problem_code` names it."""

    sentence = "HR’s service did not accept this ({problem_code})."
    next_step = "Ask HR or your IT helpdesk, and tell them the word in brackets."

    @property
    def problem_code(self) -> str:
        """The service's stable name for the reason, such as `unknown-key`."""
        return str(self.details.get("problem_code", ""))


class CodeNotAcceptedError(ServiceRefusedError):
    """No such one-time code."""

    sentence = "HR’s service does not know this code."
    next_step = "Check each letter and number, or ask HR for a new code."


class CodeUsedError(CodeNotAcceptedError):
    """The one-time code has been used."""

    sentence = "This code has been used already. Each code works once."
    next_step = "Ask HR for a new code."


class CodeExpiredError(CodeNotAcceptedError):
    """The one-time code is too old."""

    sentence = "This code is too old."
    next_step = "Ask HR for a new code."


class TooManyTriesError(ServiceRefusedError):
    """Too many tries in a short time."""

    sentence = "There were too many tries in a short time."
    next_step = "Wait a few minutes, check what HR gave you, and try again."


class KeyHeldByAnotherError(ServiceRefusedError):
    """The key belongs to somebody else already."""

    sentence = "The key on this computer is somebody else’s."
    next_step = "Log in to the computer with your own account, and ask HR for a new code."


class KeyNotKnownError(ServiceRefusedError):
    """The service does not know this computer's key, or it has ended."""

    sentence = "HR’s service does not know the key on this computer any more."
    next_step = "What you signed before stays valid. Ask HR for a new code to set this computer up again."


class SignInNotAcceptedError(ServiceRefusedError):
    """The service did not accept the provider's ID token: forged, for another program or key, or malformed."""

    sentence = "HR’s service did not accept your sign-in ({problem_code})."
    next_step = "Sign in again. If it happens again, tell your IT helpdesk the word in brackets."


class SignInTooOldError(SignInNotAcceptedError):
    """The sign-in is older than ten minutes, or the clocks do not agree."""

    sentence = "That sign-in is too old by now, or the clocks do not agree."
    next_step = "Sign in again. If it happens again, ask your IT helpdesk."


class WrongAccountError(SignInNotAcceptedError):
    """The account is a guest's, another trust's, or not the one used before."""

    sentence = "HR’s service expects another account than the one you signed in with."
    next_step = "Sign in with your work account. If you did, ask HR."


class NotOnStaffListError(SignInNotAcceptedError):
    """The account's address belongs to nobody on the staff list, or the provider does not answer for it."""

    sentence = "HR’s staff list has nobody with the e-mail address of this account."
    next_step = "Sign in with your work account. If you did, ask HR to check your e-mail address."


class NoSignInError(ServiceRefusedError):
    """The trust has no sign-in with a work account."""

    sentence = "Your Trust has not set up signing in with a work account here."
    next_step = "Ask HR for a code, and type it in."


class PolicyMovedOnError(ServiceRefusedError):
    """The record names a policy, words or a checklist that were not published so."""

    sentence = (
        "HR’s service did not accept this, because the policy it answers is not the one that was published."
    )
    next_step = "Nothing was deleted. Let the app fetch the policy again, and answer again."


class NotInYourNameError(ServiceRefusedError):
    """What was disputed, or the key to end, is not in this person's name."""

    sentence = "HR’s service has nothing like that in your name."
    next_step = "Look at the list of what is in your name again, and choose from it."


class LogShorterError(ServiceRefusedError):
    """The service's log is shorter than a head it signed before."""

    sentence = "HR’s record of what it received is shorter than it was before."
    next_step = "Keep your own copies, and tell your IT helpdesk. Do not delete anything."


class LogInconsistentError(RefusedError):
    """The log does not continue the one this computer has seen: it was changed, cut short or forked."""

    sentence = (
        "HR’s record of what it received does not continue the one this computer has seen before. "
        "It may have been changed."
    )
    next_step = (
        "You have done nothing wrong. Keep your own copies, and tell your IT helpdesk and somebody you trust "
        "outside HR. Do not delete anything."
    )


_BY_CODE: dict[str, type[ServiceRefusedError]] = {
    "wrong-code": CodeNotAcceptedError,
    "code-used": CodeUsedError,
    "code-expired": CodeExpiredError,
    "too-many-tries": TooManyTriesError,
    "key-taken": KeyHeldByAnotherError,
    "unknown-key": KeyNotKnownError,
    "retired-key": KeyNotKnownError,
    "revoked-key": KeyNotKnownError,
    **dict.fromkeys(
        (
            *("id-token-malformed", "id-token-algorithm", "id-token-key", "id-token-forged"),
            *("id-token-issuer", "id-token-audience", "id-token-nonce"),
            *("sign-in-not-fresh", "other-answer"),
        ),
        SignInNotAcceptedError,
    ),
    "id-token-expired": SignInTooOldError,
    "other-account": WrongAccountError,
    "wrong-organisation": WrongAccountError,
    "account-changed": WrongAccountError,
    "email-not-verified": NotOnStaffListError,
    "not-on-staff-list": NotOnStaffListError,
    "no-provider": NoSignInError,
    "unknown-policy": PolicyMovedOnError,
    "wrong-policy-version": PolicyMovedOnError,
    "wrong-policy-digest": PolicyMovedOnError,
    "wrong-manifest": PolicyMovedOnError,
    "wrong-statement": PolicyMovedOnError,
    "wrong-checklist": PolicyMovedOnError,
    "not-in-your-name": NotInYourNameError,
    "key-not-theirs": NotInYourNameError,
    "log-is-shorter": LogShorterError,
}
_CODE = re.compile(r"[a-z][a-z0-9-]{0,63}")


def refusal(code: str) -> ServiceRefusedError:
    """The error for the service's reason `code`, in words of our own."""
    shown = code if _CODE.fullmatch(code) else "no reason given"
    return _BY_CODE.get(code, ServiceRefusedError)(problem_code=shown)
