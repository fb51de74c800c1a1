"""An evidence pack: the same bytes for the same contents, whole, and checked for real by openssl and npm jose."""

import dataclasses
import io
import itertools
import json
import os
import random
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from app.evidence import merkle, stored_zip
from app.evidence.checkpoint import CheckpointError
from app.evidence.examination import EmptyPackError
from app.evidence.judgement import UnknownKeyError
from app.evidence.pack import build
from app.evidence.pack_scripts import VERIFY_MJS, VERIFY_SH
from tests.fakes.small_trust import AUD, SmallTrust, small_trust, whole_trust

NODE_MODULES = Path(__file__).parents[3] / ".venv" / "node" / "node_modules"


@pytest.fixture(scope="module")
def contents():
    return whole_trust().contents()


@pytest.fixture(scope="module")
def pack(contents):
    return build(contents)


@pytest.fixture
def unpacked(pack, tmp_path):
    return unpack(pack, tmp_path)


def unpack(data, folder):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def repaired(folder):
    """Write SHA256SUMS again, as whoever changed something would."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    lines = [f"{sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names if n != "SHA256SUMS"]
    (folder / "SHA256SUMS").write_text("".join(lines))


def run(*command, folder):
    # openssl and node need no more than where programs are.
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="session")
def node_modules():
    if not shutil.which("node"):
        pytest.skip("node is not installed here")
    if not (NODE_MODULES / "jose").is_dir():
        pytest.skip("npm jose is not installed in .venv/node")
    return NODE_MODULES


def with_openssl(folder):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed here")
    return run("bash", "verify.sh", folder=folder)


def with_jose(folder, node_modules):
    (folder / "node_modules").symlink_to(node_modules)
    return run("node", "verify.mjs", folder=folder)


def test_two_builds_are_the_same_bytes(pack):
    assert build(whole_trust().contents()) == pack


def test_the_order_and_repetition_of_what_goes_in_change_no_byte(contents, pack):
    shuffled = {}
    for name in ("records", "policies", "events"):
        parts = [*getattr(contents, name), getattr(contents, name)[0]]
        random.Random(7).shuffle(parts)
        shuffled[name] = tuple(parts)
    assert build(dataclasses.replace(contents, **shuffled)) == pack


def test_the_bytes_of_format_1_never_change(pack):
    # Packs are kept for years: words, names or bytes that should be better are format 2, beside this one.
    assert sha256(pack).hexdigest() == "19126bde0eccfe7b7c9f4e2dc7044361f3dee36d17bac75950d9b2ea610069c4"


def test_every_member_is_stored_sorted_and_dated_1980(pack):
    members = zipfile.ZipFile(io.BytesIO(pack)).infolist()
    assert [one.filename for one in members] == sorted(one.filename for one in members)
    assert {one.compress_type for one in members} == {zipfile.ZIP_STORED}
    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}
    assert zipfile.ZipFile(io.BytesIO(pack)).testzip() is None


def test_a_pack_holds_everything_that_a_stranger_needs(pack):
    members = stored_zip.read(pack)
    record = {"jws", "input", "signature", "json", "tlog-proof"}
    for number in map("{:05}".format, range(1, 7)):
        assert {f"records/{number}/record.{ending}" for ending in record} <= members.keys()
        assert f"records/{number}/receipt.jws" in members
    assert members["policies/00001/policy.md"] == whole_trust().policies[0][1]
    for name in ("policies/00001/manifest.jws", "log/checkpoint.note", "key-history.json", "verify.mjs"):
        assert name in members
    events = [json.loads(members[name]) for name in members if name.endswith("event.json")]
    assert sum(event.get("event") == "enrolled" for event in events) == 3
    people_and_trust = 7
    assert sum(name.endswith(".jwk") for name in members) == people_and_trust
    assert sum(name.endswith(".pem") for name in members) == people_and_trust


def test_the_words_of_a_question_are_packed_with_the_answer_they_belong_to(pack):
    members = stored_zip.read(pack)
    words = [name for name in members if name.endswith("message.json")]
    assert [json.loads(members[name])["text"] for name in words] == ["May I keep the parents’ chat?"]


def test_the_readme_says_what_is_proved_against_whom_and_what_is_not(pack):
    readme = stored_zip.read(pack)["README.txt"].decode()
    for words in (
        "Against the person:",
        "Against HR",
        "Reading cannot be proved",
        "Harmful software",
        "administrator",
        "Identity vouched for by HR alone",
        "false key with a code of its own",
        "Not witnessed: two logs are possible",
        "There is no timestamp from outside",
        "not a signature of that person",
        "was reported lost or stolen later",
    ):
        assert words in readme


def test_witnesses_are_named_and_said_to_be_unsigned():
    contents = small_trust().contents(["the union’s representative"])
    readme = stored_zip.read(build(contents))["README.txt"].decode()
    assert "nobody has signed that: the union’s representative" in readme
    assert "Not witnessed" not in readme


def test_a_pack_can_be_about_a_paper_record_alone():
    trust = SmallTrust()
    trust.fact(trust.join())
    readme = stored_zip.read(build(trust.contents()))["README.txt"].decode()
    assert "There is no record here that a member of staff has signed." in readme


def test_what_does_not_stand_is_never_packed():
    trust = small_trust()
    with pytest.raises(UnknownKeyError):
        build(dataclasses.replace(trust.contents(), events=()))
    with pytest.raises(EmptyPackError):
        build(dataclasses.replace(trust.contents(), events=(), records=()))
    with pytest.raises(CheckpointError):
        build(dataclasses.replace(trust.contents(), checkpoint=whole_trust(seed=3).checkpoint()))
    trust.leaves.append("not what the checkpoint saw")
    with pytest.raises(merkle.InclusionError):
        build(dataclasses.replace(small_trust().contents(), checkpoint=trust.checkpoint()))


def test_a_checkpoint_with_a_signature_that_nobody_here_checks_is_not_packed():
    trust = small_trust()
    line = trust.checkpoint().split("\n")[-2].replace(AUD, "witness.example")
    with pytest.raises(CheckpointError):
        build(dataclasses.replace(trust.contents(), checkpoint=f"{trust.checkpoint()}{line}\n"))


def test_openssl_alone_checks_a_pack(unpacked):
    answer = with_openssl(unpacked)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("In order: 7 records, 46 signatures, 0 timestamps.")


def test_jose_alone_checks_a_pack(unpacked, node_modules):
    answer = with_jose(unpacked, node_modules)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("In order: 7 records.")


def test_the_command_in_the_readme_checks_one_signature_by_hand(unpacked):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed here")
    key, thing = (unpacked / "SIGNATURES").read_text().splitlines()[-1].split()
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", f"{key}.pem", "-rawin"]
    command += ["-in", f"{thing}.input", "-sigfile", f"{thing}.signature"]
    assert run(*command, folder=unpacked).returncode == 0
    with (unpacked / f"{thing}.input").open("ab") as file:
        file.write(b"x")
    assert run(*command, folder=unpacked).returncode != 0


def spoil_policy(folder):
    replace(folder / "policies/00001/policy.md", b"All", b"Few")


def spoil_payload(folder):
    replace(folder / "records/00001/record.json", b"acknowledged", b"declined")


def spoil_token(folder):
    other = (folder / "records/00004/record.jws").read_bytes().split(b".")[1]
    path = folder / "records/00001/record.jws"
    replace(path, path.read_bytes().split(b".")[1], other)


def spoil_place(folder):
    replace(folder / "records/00001/record.tlog-proof", b"index 5", b"index 6")


def spoil_hash(folder):
    path = folder / "events/00002/event.tlog-proof"
    one, two = path.read_bytes().split(b"\n")[2:4]
    replace(path, one + b"\n" + two, two + b"\n" + one)


def spoil_checkpoint(folder):
    for name in ("log/checkpoint.note", "log/checkpoint.input"):
        replace(folder / name, b"\n25\n", b"\n26\n")


def spoil_key(folder):
    jwk, other = sorted((folder / "keys").glob("*.jwk"))[:2]
    jwk.write_bytes(other.read_bytes())
    jwk.with_suffix(".pem").write_bytes(other.with_suffix(".pem").read_bytes())


def spoil_receipts(folder):
    for ending in ("jws", "input", "signature", "json"):
        one, two = (folder / f"records/{number}/receipt.{ending}" for number in ("00001", "00002"))
        kept = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(kept)


def spoil_words(folder):
    replace(folder / "records/00002/message.json", b"May", b"Can")


def replace(path, old, new):
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))


def spoil_basis(folder):
    replace(folder / "events/00004/basis.json", b'"random":"A', b'"random":"B')


def spoil_presence(folder):
    path, event = folder / "events/00014/basis.json", folder / "events/00014/event.json"
    before = sha256(path.read_bytes()).hexdigest().encode()
    replace(path, b'"random":"B', b'"random":"C')
    replace(event, before, sha256(path.read_bytes()).hexdigest().encode())


def spoil_dispute(folder):
    replace(folder / "events/00015/said.json", b"I was away", b"I was here")


def spoil_consent(folder):
    for ending in ("jws", "input", "signature", "json"):
        kept = (folder / f"events/00009/consent.{ending}").read_bytes()
        (folder / f"events/00007/consent.{ending}").write_bytes(kept)


def spoil_epoch(folder):
    path = folder / "events/00008/event.tlog-proof"
    replace(path, b"index 13", b"index 12")


def spoil_earlier(folder):
    for ending in ("jws", "input", "signature", "json"):
        kept = (folder / f"records/00001/receipt.{ending}").read_bytes()
        (folder / f"records/00005/earlier-1.{ending}").write_bytes(kept)


SPOILT = (
    *(spoil_policy, spoil_payload, spoil_token, spoil_place, spoil_hash),
    *(spoil_checkpoint, spoil_key, spoil_receipts, spoil_words),
    *(spoil_basis, spoil_presence, spoil_dispute, spoil_consent, spoil_epoch, spoil_earlier),
)
EVERY_WAY = pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__.removeprefix("spoil_"))


@EVERY_WAY
def test_openssl_alone_refuses_a_changed_pack_even_with_new_check_sums(unpacked, spoil):
    spoil(unpacked)
    repaired(unpacked)
    answer = with_openssl(unpacked)
    assert answer.returncode == 1
    assert answer.stderr.startswith("NOT IN ORDER")


@EVERY_WAY
def test_jose_alone_refuses_a_changed_pack_even_with_new_check_sums(unpacked, node_modules, spoil):
    spoil(unpacked)
    repaired(unpacked)
    answer = with_jose(unpacked, node_modules)
    assert answer.returncode == 1
    assert not answer.stdout


@pytest.mark.parametrize("program", ["openssl", "jose"])
def test_both_refuse_a_file_that_is_not_as_its_check_sum_says(unpacked, node_modules, program):
    (unpacked / "README.txt").write_text("All is proved.")
    answer = with_openssl(unpacked) if program == "openssl" else with_jose(unpacked, node_modules)
    assert answer.returncode == 1


def test_jose_checks_places_in_logs_of_many_sizes(node_modules, tmp_path):
    for extra in (1, 2, 3, 5):
        trust = small_trust()
        for number in range(extra):
            trust.append(f"another leaf {number}")
        person = trust.join("Tom Adeyemi", number=20)
        trust.acknowledge(person)
        folder = unpack(build(trust.contents()), tmp_path / str(extra))
        assert with_jose(folder, node_modules).returncode == 0
        assert with_openssl(folder).returncode == 0


def test_the_programs_inside_are_ascii_and_name_no_address_to_fetch_from():
    for text in (VERIFY_SH, VERIFY_MJS):
        assert text.isascii()
        assert "http" not in text


def test_packs_of_two_trusts_share_no_signed_thing(pack):
    other = stored_zip.read(build(whole_trust(seed=1).contents()))
    own = stored_zip.read(pack)
    tokens = {content for name, content in own.items() if name.endswith(".jws")}
    assert not tokens & set(other.values())


def test_members_are_numbered_in_the_order_of_the_log(pack):
    members = stored_zip.read(pack)
    places = [
        int(content.split(b"\n")[1].removeprefix(b"index "))
        for name, content in sorted(members.items())
        if name.endswith("record.tlog-proof")
    ]
    assert all(before < after for before, after in itertools.pairwise(places))
