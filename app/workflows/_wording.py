"""What was or would be sent, in words: every claim of a record, said as a person would say it."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_ANSWERS = {
    "acknowledged": "I acknowledge",
    "question": "I have a question",
    "declined": "I do not agree",
}


def answer_words(outcome: str) -> str:
    """The answer as it stands on its button."""
    return _ANSWERS[outcome]


def acknowledgement_words(claims: Mapping[str, Any], title: str) -> str:
    """An acknowledgement, every claim of it, in lines."""
    policy, shown = claims["policy"], claims["shown"]
    lines = [
        f"Policy: {title} (version {policy['version']})",
        f"Your answer: {answer_words(claims['outcome'])}",
        f"The words you answered with: “{claims['statement']['text']}”",
        f"Your name as you typed it: {claims['name']}",
        f"How much of it was shown: {shown['sections']} of {shown['of']} sections{_since(shown['since'])}",
        f"When, by this computer’s clock: {_time(claims['iat'])}",
        f"Who you are to HR’s service: {claims['sub']}",
        f"For the log: {claims['aud']}",
        f"This record’s own number: {claims['jti']}",
        f"The exact text of the policy (SHA-256): {policy['sha256']}",
        f"Its published description (SHA-256): {policy['manifest_sha256']}",
        f"A fresh check that it is you: {claims['presence']}",
        f"Was it checked that this is the newest version? {'No' if claims['unconfirmed'] else 'Yes'}",
        f"A message goes with it (SHA-256): {claims['message_sha256'] or 'no'}",
        f"Your record before this one (SHA-256): {claims['prev'] or 'none'}",
        f"The log as this computer last saw it: {_log(claims['log'])}",
        f"The app: {claims['app']}",
    ]
    return "\n".join(lines)


def completion_words(claims: Mapping[str, Any], title: str) -> str:
    """A completion, every claim of it, in lines."""
    checklist = claims["checklist"]
    lines = [
        f"Policy: {title} (version {claims['policy']['version']})",
        f"The words: “{claims['statement']}”",
        f"On which day: {claims['completed_on']}",
        f"The checklist, the same for everybody: {checklist['id']}, version {checklist['version']}",
        f"Its exact text (SHA-256): {checklist['sha256']}",
        f"Who you are to HR’s service: {claims['sub']}",
        f"For the log: {claims['aud']}",
        f"This record’s own number: {claims['jti']}",
        f"Your record before this one (SHA-256): {claims['prev'] or 'none'}",
        f"The app: {claims['app']}",
    ]
    return "\n".join(lines)


def message_words(claims: Mapping[str, Any]) -> str:
    """A message, every claim of it, in lines."""
    to = "your line manager" if claims["to"] == "line-manager" else "HR"
    lines = [
        f"To: {to}",
        f"Your words: “{claims['text']}”",
        f"It goes with the answer numbered: {claims['acknowledgement']}",
        f"Who you are to HR’s service: {claims['sub']}",
        f"For the log: {claims['aud']}",
        f"This message’s own number: {claims['jti']}",
        f"A random value, so that nobody can guess the words from their digest: {claims['salt']}",
    ]
    return "\n".join(lines)


def sign_in_words(claims: Mapping[str, Any]) -> str:
    """A fresh sign-in, every claim of it, in lines; what the sign-in service signed is told claim by claim."""
    told = json.loads(urlsafe_b64decode(f"{claims['id_token'].split('.')[1]}=="))
    lines = [
        f"It goes with the answer numbered: {claims['acknowledgement']}",
        "What your sign-in service says, and signed:",
        *(f"  {name}: {value}" for name, value in sorted(told.items())),
        f"Who you are to HR’s service: {claims['sub']}",
        f"For the log: {claims['aud']}",
        f"Its own number: {claims['jti']}",
        f"A random value that ties it to the answer: {claims['random']}",
    ]
    return "\n".join(lines)


def dispute_words(claims: Mapping[str, Any]) -> str:
    """A dispute, every claim of it, in lines."""
    lines = [
        f"Of which you say, this was not me: {claims['about']}",
        f"Your words: “{claims['reason']}”",
        f"When, by this computer’s clock: {_time(claims['iat'])}",
        f"Who you are to HR’s service: {claims['sub']}",
        f"For the log: {claims['aud']}",
        f"Its own number: {claims['jti']}",
    ]
    return "\n".join(lines)


def exact_form(claims: Mapping[str, Any]) -> str:
    """The claims as they stand in the record, spread over lines."""
    return json.dumps(claims, indent=2, ensure_ascii=False, sort_keys=True)


def _since(version: int | None) -> str:
    return "" if version is None else f", the others being unchanged since version {version}"


def _time(iat: int) -> str:
    return datetime.fromtimestamp(iat, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _log(log: Mapping[str, Any] | None) -> str:
    return "not seen yet" if log is None else f"{log['size']} entries, root {log['root']}"
