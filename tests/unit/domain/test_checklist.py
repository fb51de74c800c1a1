"""A checklist is closed content: what is in it can be trusted, and what breaks a rule is refused by name."""

import hashlib
import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from app.domain.checklist import ChecklistError, Contact, canonical, parse, plain
from app.domain.checklist_files import bundle
from app.domain.checklist_sources import Sure

SECOND = Path(__file__).parents[2] / "assets" / "checklists" / "second"


@pytest.fixture
def files():
    return {path.name: path.read_bytes() for path in SECOND.glob("*.toml")}


@pytest.fixture
def document(files):
    return json.loads(bundle(files))


def edit(files, name, old, new):
    text = files[name].decode()
    assert old in text
    return files | {name: text.replace(old, new, 1).encode()}


def refusal(document):
    with pytest.raises(ChecklistError) as caught:
        parse(canonical(document))
    return caught.value.sentence


def test_the_files_become_one_document_that_reads_back_whole(files):
    checklist = parse(bundle(files))
    assert (checklist.id, checklist.version, checklist.policy) == ("lost-laptops", 3, "devices-policy")
    assert [site.id for site in checklist.sites] == ["laptop", "stick", "telegraph", "everywhere"]
    assert len(checklist.checks) == 7


def test_the_digest_names_the_exact_bytes(files):
    content = bundle(files)
    assert parse(content).sha256 == hashlib.sha256(content).hexdigest()


def test_the_same_files_in_any_order_make_the_same_bytes(files):
    assert bundle(dict(sorted(files.items()))) == bundle(dict(sorted(files.items(), reverse=True)))


def test_the_document_is_canonical_json(files):
    content = bundle(files)
    assert content == canonical(json.loads(content))
    assert b", " not in content.replace(b", then", b"").replace(b", or", b"")


def test_a_check_takes_from_its_topic_what_it_does_not_say_itself(files):
    checklist = parse(bundle(files))
    assert checklist.checks["laptop.lock"].question == "Does it lock by itself?"
    assert checklist.checks["laptop.cover"].question == "Does it lock when you close the lid?"
    assert checklist.checks["stick.lock"].minutes == 5


def test_the_steps_on_a_phone_can_be_those_on_the_web(files):
    check = parse(bundle(files)).checks["laptop.sticker"]
    assert check.phone == check.web == ("Ask for one.",)


def test_a_check_quotes_its_clause_whole_unless_it_says_which_words(files):
    checklist = parse(bundle(files))
    assert [quote.words for quote in checklist.checks["laptop.lock"].quotes] == [
        "Lock your device. Say at once when it is lost."
    ]
    (quote,) = checklist.checks["everywhere.lost"].quotes
    assert (quote.clause, quote.words) == ("a", "Say at once when it is lost.")


def test_whom_to_talk_to_is_the_line_manager_unless_the_check_says_otherwise(files):
    checklist = parse(bundle(files))
    assert checklist.checks["laptop.lock"].contacts == (Contact.LINE_MANAGER,)
    assert checklist.checks["everywhere.lost"].contacts == (Contact.HEADTEACHER, Contact.HR)


def test_what_is_remembered_or_has_an_unseen_link_may_have_moved(files):
    checks = parse(bundle(files)).checks
    assert not checks["laptop.lock"].may_have_moved
    assert checks["laptop.cover"].may_have_moved
    assert checks["stick.lock"].sure is Sure.SEEN
    assert checks["stick.lock"].may_have_moved


def test_the_group_asked_once_is_not_among_the_sites_to_choose(files):
    checklist = parse(bundle(files))
    assert [site.id for site in checklist.choosable] == ["laptop", "stick"]
    assert [site.id for site in checklist.closed] == ["telegraph"]
    assert [check.id for check in checklist.everywhere] == ["everywhere.lost", "everywhere.sticker"]
    assert checklist.site_of("stick.lock").name == "Memory stick"


def test_nothing_in_a_checklist_can_be_changed(files):
    with pytest.raises(FrozenInstanceError):
        parse(bundle(files)).version = 4


def test_stars_are_taken_from_exact_names():
    assert plain("Open **Settings**, then **Lock screen**.") == "Open Settings, then Lock screen."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Choose **5 minutes**.", "Choose **2 minutes**."),
        ('recommended = "5 minutes"', 'recommended = "2 minutes"'),
        ("laptop/lock", "laptop/screen"),
        ('setting = "Lock screen"', 'setting = "Screen lock"'),
    ],
)
def test_the_fingerprint_changes_with_what_a_person_reads(files, old, new):
    before = parse(bundle(files)).checks
    after = parse(bundle(edit(files, "laptop.toml", old, new))).checks
    assert before["laptop.lock"].fingerprint != after["laptop.lock"].fingerprint
    assert before["laptop.cover"].fingerprint == after["laptop.cover"].fingerprint


def test_the_fingerprint_changes_with_the_clause_it_quotes(files):
    after = parse(bundle(edit(files, "checklist.toml", "Lock your device.", "Lock every device.")))
    assert parse(bundle(files)).checks["laptop.lock"].fingerprint != after.checks["laptop.lock"].fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [('checked = "2026-01-31"', 'checked = "2026-06-30"'), ('source = "handbook"', 'source = "memory"')],
)
def test_the_fingerprint_stays_when_only_the_proof_is_renewed(files, old, new):
    after = parse(bundle(edit(files, "laptop.toml", old, new))).checks
    assert parse(bundle(files)).checks["laptop.lock"].fingerprint == after["laptop.lock"].fingerprint


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        (
            "laptop.toml",
            'setting = "Lock screen"',
            'settings = "x"',
            "laptop.toml, check laptop.lock, settings",
        ),
        ("laptop.toml", 'id = "laptop.cover"', 'id = "laptop.lock"', "check laptop.lock"),
        ("laptop.toml", 'id = "laptop.cover"', 'id = "stick.cover"', "check stick.cover, id"),
        ("laptop.toml", 'checked = "2026-01-31"', 'checked = "31/01/2026"', "laptop.lock, checked"),
        ("laptop.toml", 'checked = "2026-01-31"\n', "", "laptop.lock, checked"),
        ("laptop.toml", 'source = "handbook"', 'source = "hearsay"', "laptop.lock, source"),
        ("laptop.toml", '31"\nsure = "seen"', '31"\nsure = "certain"', "laptop.lock, sure"),
        ("laptop.toml", "https://handbook.example.org/laptop/lock", "http://handbook.example.org/", "link"),
        (
            "laptop.toml",
            "https://handbook.example.org/laptop/lock",
            "https://me@handbook.example.org/",
            "link",
        ),
        ("laptop.toml", "https://handbook.example.org/laptop/lock", "https://localhost/", "link"),
        ("laptop.toml", "https://handbook.example.org/laptop/lock", "https://h.example.org:8443/", "link"),
        ("laptop.toml", "**Lock screen**.", "**Lock screen.", "laptop.lock, web"),
        ("laptop.toml", 'question = "Does it lock when you close the lid?"', 'question = " "', "question"),
        ("laptop.toml", 'recommended = "5 minutes"', "recommended = 5", "laptop.lock, recommended"),
        ("laptop.toml", 'id = "laptop"', 'id = "desktop"', "laptop.toml, id"),
        ("laptop.toml", 'topic = "sticker"', 'topic = "stickers"', "laptop.toml, check"),
        ("laptop.toml", 'topic = "sticker"', 'topic = "sticker"\nmust_do = true', "laptop.sticker, must_do"),
        ("laptop.toml", 'web = ["Ask for one."]\nsame_on_phone = true\n', "", "laptop.sticker, web"),
        ("laptop.toml", 'web = ["Ask for one."]', "web = []", "laptop.sticker, web"),
        ("laptop.toml", 'web = ["Ask for one."]', 'web = ["One.", "One."]', "laptop.sticker, web"),
        ("stick.toml", "minutes = 5", "minutes = 0", "stick.lock, minutes"),
        ("stick.toml", "minutes = 5", "minutes = 1.5", "stick.lock, minutes"),
        ("stick.toml", "minutes = 5", "minutes = true", "stick.lock, minutes"),
        ("stick.toml", "same_idea = true", 'same_idea = "yes"', "stick.lock, same_idea"),
        ("telegraph.toml", 'topic = "sticker"', 'topic = "lock"', "telegraph.toml, check"),
        ("checklist.toml", 'quotes = ["Say at once when it is lost."]', 'quotes = ["Say so."]', "quotes"),
        ("checklist.toml", 'tell_today = "Tell your Headteacher today."\n', "", "everywhere.lost, urgent"),
        (
            "checklist.toml",
            'contacts = ["headteacher", "hr"]',
            'contacts = ["press"]',
            "everywhere.lost, contacts",
        ),
        (
            "checklist.toml",
            'statement = "I will lock it when I leave it."\n',
            "",
            "commitment c-lock, statement",
        ),
        (
            "checklist.toml",
            'clause = "a"\ntitle = "Locked"',
            'clause = "z"\ntitle = "Locked"',
            "c-lock, clause",
        ),
        ("checklist.toml", 'dated = "2025-09"', 'dated = "last year"', "source handbook, dated"),
        ("checklist.toml", '"telegraph", ', "", "checklist.toml, sites"),
        ("checklist.toml", '"telegraph", ', '"telegraph", "fax", ', "fax.toml"),
        ("checklist.toml", 'id = "sticker"', 'id = "lock"', "checklist.toml, topic"),
        ("checklist.toml", "version = 3", 'version = "3"', "checklist.toml, version"),
        ("checklist.toml", "version = 3", "version = 2026-01-31", "checklist.toml"),
        ("checklist.toml", "version = 3", "version = = 3", "checklist.toml"),
        ("checklist.toml", "version = 3", "version = 3\ncolour = 1", "checklist.toml, colour"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_file_and_field(files, name, old, new, where):
    with pytest.raises(ChecklistError) as caught:
        bundle(edit(files, name, old, new))
    assert where in caught.value.sentence
    assert caught.value.next_step


def test_at_most_eight_checks_a_site_must_be_done(files):
    text = files["stick.toml"].decode()
    head, check = text.split("[[check]]")
    many = head + "".join("[[check]]" + check.replace("stick.lock", f"stick.lock{n}") for n in range(9))
    with pytest.raises(ChecklistError, match="at most 8"):
        bundle(files | {"stick.toml": many.encode()})


def test_what_is_not_canonical_is_refused(document):
    spaced = json.dumps(document, sort_keys=True, ensure_ascii=False).encode()
    with pytest.raises(ChecklistError, match="canonical"):
        parse(spaced)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"[]", b"null", b"1", b'{"a":1,"a":1}', b"[" * 100_000]
)
def test_nonsense_is_refused_and_never_crashes(content):
    with pytest.raises(ChecklistError):
        parse(content)


def test_what_is_too_large_is_refused():
    with pytest.raises(ChecklistError, match="larger"):
        parse(b'"' + b"a" * 3_000_000 + b'"')


def test_half_a_character_is_refused():
    with pytest.raises(ChecklistError):
        parse(b'"\\ud800"')


@pytest.mark.parametrize("name", ["title", "sites", "clause", "source", "policy", "version", "format"])
def test_a_document_without_a_needed_field_is_refused(document, name):
    del document[name]
    assert name in refusal(document)


def test_another_format_is_refused(document):
    document["format"] = 2
    assert "format" in refusal(document)


def test_a_refusal_never_repeats_what_the_content_said(document):
    document["sites"][0]["checks"][0]["<b>shout</b>"] = "x"
    document["sites"][0]["id"] = "<i>"
    assert "<" not in refusal(document)


def test_only_a_page_that_was_opened_is_not_said_to_have_moved(files):
    for kind in ("guide", "list", "help", "policy"):
        other = files | {
            "checklist.toml": files["checklist.toml"].replace(
                b'kind = "page"', b'kind = "%s"' % kind.encode()
            )
        }
        check = parse(bundle(other)).checks["laptop.lock"]
        assert (check.sure, check.link_sure) == (Sure.SEEN, Sure.SEEN)
        assert check.may_have_moved, kind
        assert check.fingerprint == parse(bundle(files)).checks["laptop.lock"].fingerprint


def test_a_kind_of_source_that_does_not_exist_is_refused(files):
    files["checklist.toml"] = files["checklist.toml"].replace(b'kind = "page"', b'kind = "rumour"')
    with pytest.raises(ChecklistError):
        bundle(files)
