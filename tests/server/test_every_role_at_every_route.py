"""Each route of the HR window is tried with each role: what a role may not see does not leave the service."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.hr.accounts import Role
from app.server.app import create_app
from tests.server.conftest import PASSWORD

HR, HEAD, MANAGER, AUDITOR = "hr", "head", "manager", "auditor"
EVERYBODY = frozenset({HR, HEAD, MANAGER, AUDITOR})
SIGNED_OUT = frozenset({None, *EVERYBODY})
READERS = frozenset({HR, AUDITOR})
ONLY_HR = frozenset({HR})

MAY: dict[str, frozenset[str | None]] = {
    "POST /v1/console/sessions": SIGNED_OUT,
    "DELETE /v1/console/sessions": EVERYBODY,
    "GET /v1/console/policies": EVERYBODY,
    "GET /v1/console/standings": EVERYBODY,
    "POST /v1/console/codes": frozenset({HR, HEAD}),
    "GET /v1/console/summary": EVERYBODY,
    "GET /v1/console/progress": EVERYBODY,
    "GET /v1/console/person/{staff_id}": EVERYBODY,
    "GET /v1/console/people/{staff_id}/evidence": READERS,
    "GET /v1/console/people/{staff_id}/scans/{sha256}": READERS,
    "POST /v1/console/people/{staff_id}/facts": ONLY_HR,
    "POST /v1/console/people/{staff_id}/leave": ONLY_HR,
    "POST /v1/console/people/{staff_id}/return": ONLY_HR,
    "POST /v1/console/people/{staff_id}/keys/{kid}": ONLY_HR,
    "GET /v1/console/questions": frozenset({HR, MANAGER, AUDITOR}),
    "POST /v1/console/questions/{jti}": frozenset({HR, MANAGER}),
    "GET /v1/console/disputes": READERS,
    "POST /v1/console/disputes/{jti}/notes": ONLY_HR,
    "POST /v1/console/disputes/{jti}/end": ONLY_HR,
    "GET /v1/console/trail": READERS,
    "GET /v1/console/trail/check": READERS,
    "GET /v1/console/policies/versions": READERS,
    "POST /v1/console/policies/texts": READERS,
    "POST /v1/console/policies/drafts": ONLY_HR,
    "POST /v1/console/policies/published": ONLY_HR,
    "POST /v1/console/policies/withdrawn": ONLY_HR,
    "POST /v1/console/policies/confirmed": ONLY_HR,
    "GET /v1/console/reminders": ONLY_HR,
    "GET /v1/console/reminders/people": EVERYBODY,
    "GET /v1/console/reminders/plan": ONLY_HR,
    "GET /v1/console/reminders/log": ONLY_HR,
    "POST /v1/console/reminders/addresses": ONLY_HR,
    "POST /v1/console/reminders/bounces": ONLY_HR,
    "POST /v1/console/reminders/switch": ONLY_HR,
    "POST /v1/console/reminders/rules": ONLY_HR,
    "POST /v1/console/reminders/server": ONLY_HR,
    "POST /v1/console/reminders/texts": ONLY_HR,
    "POST /v1/console/reminders/preview": ONLY_HR,
    "POST /v1/console/reminders/test": ONLY_HR,
    "POST /v1/console/reminders/calendars": ONLY_HR,
    "POST /v1/console/reminders/calendars/removals": ONLY_HR,
    "POST /v1/console/staff-list": ONLY_HR,
    "GET /v1/console/staff/found": ONLY_HR,
    "POST /v1/console/staff": ONLY_HR,
    "POST /v1/console/staff/change": ONLY_HR,
    "POST /v1/console/sessions/work-account": SIGNED_OUT,
    "GET /v1/console/my-account": EVERYBODY,
    "POST /v1/console/my-account/password": EVERYBODY,
    "POST /v1/console/my-account/second-factor": EVERYBODY,
    "POST /v1/console/my-account/second-factor/first-code": EVERYBODY,
    "POST /v1/console/my-account/sessions/ended": EVERYBODY,
    "POST /v1/console/my-account/recovery-codes": EVERYBODY,
    "GET /v1/console/accounts": ONLY_HR,
    "POST /v1/console/accounts/changed": ONLY_HR,
    "POST /v1/console/accounts/waits-ended": ONLY_HR,
    "GET /v1/console/keeping/rules": ONLY_HR,
    "POST /v1/console/keeping/rules": ONLY_HR,
    "GET /v1/console/keeping/holds": ONLY_HR,
    "POST /v1/console/keeping/holds": ONLY_HR,
    "POST /v1/console/keeping/holds/lifted": ONLY_HR,
    "GET /v1/console/keeping/due": ONLY_HR,
    "POST /v1/console/keeping/deleted": ONLY_HR,
    "GET /v1/console/people/{staff_id}/holds": ONLY_HR,
    "POST /v1/console/people/{staff_id}/data": ONLY_HR,
    "POST /v1/console/accounts": ONLY_HR,
    "POST /v1/console/accounts/closed": ONLY_HR,
    "POST /v1/console/accounts/sessions-ended": ONLY_HR,
    "POST /v1/console/accounts/second-factors-lost": ONLY_HR,
    "POST /v1/console/accounts/rules": ONLY_HR,
    "GET /v1/console/approvals": ONLY_HR,
    "POST /v1/console/approvals/approved": ONLY_HR,
    "POST /v1/console/approvals/refused": ONLY_HR,
    "POST /v1/console/sign-sheet": ONLY_HR,
    "POST /v1/console/sign-sheet/signed": ONLY_HR,
}
"""Who may use each route; None is somebody who has not signed in. A new route needs a line here."""

OPEN = {
    "POST /v1/console/sessions": "wrong-password",
    "POST /v1/console/sessions/work-account": "no-provider",
}
"""What needs no session, and how it refuses somebody who shows nothing."""

IN_SIGHT = {HR: {0, 1, 2, 3}, AUDITOR: {0, 1, 2, 3}, HEAD: {1, 3}, MANAGER: {2}, None: set()}
WITH_WORDS = {"GET /v1/console/questions", "GET /v1/console/person/{staff_id}"}
WITH_REASONS = {"GET /v1/console/disputes", "GET /v1/console/person/{staff_id}"}
OUT_OF_SIGHT = "s0"
GIVEN = {
    "staff_id": OUT_OF_SIGHT,
    "staff_ids": [OUT_OF_SIGHT],
    "policy_id": "social-media-policy",
    "content": "eA==",
}
PATTERNS = {
    r"^\d{4}-\d{2}-\d{2}$": "2026-11-23",
    "^[0-9a-f]{64}$": "0" * 64,
    "^[A-Za-z0-9_-]{43}$": "A" * 43,
}


@pytest.fixture
def database_url(migrated_file: Path, tmp_path: Path) -> str:
    """One engine is enough: who may do what is not the engine's business."""
    shutil.copy(migrated_file, tmp_path / "service.sqlite")
    return f"sqlite:///{tmp_path / 'service.sqlite'}"


@pytest.fixture
def staffed(world):
    """Four people in two schools, s0 managing s2, an account of each role, and something recorded of s0."""
    people = [(f"s{n}", f"Person Number{n}", f"School {n % 2}") for n in range(4)]
    assert world.hr.roster.apply(world.roster(*people, managers={"s2": "s0"}), actor="test").saved
    world.publish()
    for name, role, options in (
        (HR, Role.HR, {}),
        (AUDITOR, Role.AUDITOR, {}),
        (HEAD, Role.HEADTEACHER, {"school_names": ["School 1"]}),
        (MANAGER, Role.LINE_MANAGER, {"staff_id": "s0"}),
    ):
        world.account(name, role, **options)
    device = world.device("s0")
    record, message = device.question("Words of s0 for HR alone")
    world.received(record)
    world.hr.messages.take(message)
    world.hr.disputes.take(device.dispute(device.key.public.thumbprint, "Why s0 disputes it"))
    return world


def routes_of(app: FastAPI) -> Iterator[APIRoute]:
    for found in app.routes:
        inside = getattr(found, "original_router", None)
        for route in inside.routes if inside is not None else [found]:
            if isinstance(route, APIRoute) and route.path.startswith("/v1/console"):
                yield route


def name_of(route: APIRoute) -> str:
    [method] = route.methods
    return f"{method} {route.path.replace(':path}', '}')}"


def sample(schema: dict[str, Any], whole: dict[str, Any], name: str = "") -> Any:  # noqa: PLR0911
    """A value that the schema allows; a person it names is one whom not every role sees."""
    if name in GIVEN:
        return GIVEN[name]
    if "$ref" in schema:
        return sample(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole, name)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return sample(schema[several][0], whole, name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        wanted = schema.get("required", [])
        return {each: sample(schema["properties"][each], whole, each) for each in wanted}
    if schema.get("type") == "array":
        return [sample(schema["items"], whole)] * schema.get("minItems", 0)
    if schema.get("type") == "integer":
        return int(schema.get("minimum", 1))
    if schema.get("type") == "boolean":
        return False
    return PATTERNS.get(schema.get("pattern", ""), "x" * max(schema.get("minLength", 1), 1))


def body_of(name: str, whole: dict[str, Any]) -> object:
    method, path = name.split(" ", 1)
    request = whole["paths"][path][method.lower()].get("requestBody")
    return sample(request["content"]["application/json"]["schema"], whole) if request else None


def address_of(name: str, whole: dict[str, Any]) -> str:
    method, path = name.split(" ", 1)
    parameters = whole["paths"][path][method.lower()].get("parameters", [])
    filled = path.format(staff_id=OUT_OF_SIGHT, sha256="0" * 64, kid="A" * 43, jti="0" * 36)
    asked = [one["name"] for one in parameters if one["in"] == "query" and one["required"]]
    values = {"policy": "social-media-policy", "words": "Person", "by": "school"}
    query = "&".join(f"{each}={values.get(each, 'x')}" for each in asked)
    return f"{filled}?{query}" if query else filled


def test_every_route_of_the_window_stands_in_the_table(staffed):
    assert {name_of(route) for route in routes_of(create_app(staffed.hr))} == set(MAY)


@pytest.fixture
def ask_all(staffed, serving, http):
    """Tries every route as one account; answers the status and the text of each."""
    base, whole = serving(staffed.hr), create_app(staffed.hr).openapi()

    def ask(account: str | None) -> dict[str, tuple[int, str]]:
        headers, found = {}, {}
        if account is not None:
            token = staffed.hr.accounts.sign_in(account, PASSWORD, "10.0.0.1").token
            headers["Authorization"] = f"Bearer {token}"
        for name in sorted(MAY, key=lambda one: one.startswith("DELETE")):  # signing out comes last
            method, address = name.split(" ", 1)[0], address_of(name, whole)
            body = body_of(name, whole)
            answer = http.request(method, base + address, json=body, headers=headers, timeout=20)
            found[name] = (answer.status_code, answer.text)
        return found

    return ask


@pytest.mark.parametrize("account", [None, MANAGER, HEAD, AUDITOR, HR])
def test_each_role_is_told_what_the_table_says_and_nobody_and_nothing_out_of_its_sight(ask_all, account):
    answers = ask_all(account)
    assert {
        name: seen
        for name, (status, text) in answers.items()
        if (seen := not_as_told(name, account, status, text))
    } == {}
    assert {(name, who) for name, (_, text) in answers.items() for who in people_in(text, account)} == set()
    words = {name for name, (_, text) in answers.items() if "Words of s0" in text}
    assert words == (WITH_WORDS if account == HR else set())
    reasons = {name for name, (_, text) in answers.items() if "Why s0 disputes it" in text}
    assert reasons == (WITH_REASONS if account in READERS else set())
    if account in {HEAD, MANAGER}:
        status, text = answers["GET /v1/console/person/{staff_id}"]
        assert (status, json.loads(text)["code"]) == (404, "unknown-staff")


def not_as_told(name: str, account: str | None, status: int, text: str) -> str:
    """What is wrong with an answer, or nothing."""
    if name in OPEN:
        fine = json.loads(text).get("code") == OPEN[name]
    elif account in MAY[name]:
        # Another password is refused after the door: whoever is signed in may ask.
        fine = status in {200, 404, 409, 422} or json.loads(text).get("code") == "wrong-password"
    else:
        fine = status == (401 if account is None else 403)
    return "" if fine else f"{status} {text[:80]}"


def people_in(text: str, account: str | None) -> set[str]:
    """Those out of an account's sight who are in an answer; a line manager's own name stands beside their people."""
    seen = IN_SIGHT[account] | ({0} if account == MANAGER else set())
    return {f"Person Number{n}" for n in range(4) if n not in seen and f"Person Number{n}" in text}
