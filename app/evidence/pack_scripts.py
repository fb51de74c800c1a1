"""The two programs inside every pack of format 1, which check it without our software. They never change."""

VERIFY_SH = r"""#!/usr/bin/env bash
# Checks this evidence pack with bash, openssl (3.0 or newer), sha256sum and awk alone, and nothing of ours.
# Unpack the zip file, then:  bash verify.sh
# It checks every signature, every digest, every place in the log, and what belongs to what. It does not compare
# the words that were signed with the words that were published, nor the states of the log: verify.mjs does.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

fail() { printf 'NOT IN ORDER: %s\n' "$1" >&2; exit 1; }
if command -v sha256sum >/dev/null; then sums=(sha256sum); else sums=(shasum -a 256); fi
digest() { "${sums[@]}" | cut -d ' ' -f 1; }
to_bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }
to_hex() { od -An -v -tx1 | tr -d ' \n'; }
to_base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
from_base64() { openssl base64 -d -A; }
from_base64url() {
  local text; text=$(tr -- '-_' '+/')
  while [ $(( ${#text} % 4 )) -ne 0 ]; do text="$text="; done
  printf '%s' "$text" | from_base64
}
node_hash() { { printf '\001'; to_bytes "$1"; to_bytes "$2"; } | digest; }

"${sums[@]}" -c SHA256SUMS >/dev/null 2>&1 || fail "a file is not as SHA256SUMS says"

for jwk in keys/*.jwk; do # a key's name is its RFC 7638 thumbprint, and both its files are the same key
  key=${jwk%.jwk}
  x=$(openssl pkey -pubin -in "$key.pem" -outform DER | tail -c 32 | to_base64url)
  member="{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"$x\"}"
  [ "$(cat "$jwk")" = "$member" ] || fail "$jwk"
  [ "$(printf '%s' "$member" | openssl dgst -sha256 -binary | to_base64url)" = "${key#keys/}" ] || fail "$jwk"
done

signatures=0
while read -r key thing; do
  openssl pkeyutl -verify -pubin -inkey "$key.pem" -rawin -in "$thing.input" -sigfile "$thing.signature" \
    >/dev/null 2>&1 || fail "the signature of $thing"
  signatures=$((signatures + 1))
done <SIGNATURES

for jws in $(find records policies events -name '*.jws' 2>/dev/null | sort); do
  thing=${jws%.jws}
  [ "$(cat "$thing.input").$(to_base64url <"$thing.signature")" = "$(cat "$jws")" ] || fail "$jws"
  cut -d . -f 2 "$jws" | tr -d '\n' | from_base64url | cmp -s - "$thing.json" || fail "$thing.json"
  key=$(awk -v thing="$thing" '$2 == thing {print $1}' SIGNATURES)
  [ -n "$key" ] || fail "no key is named for $jws"
  case ${thing##*/} in
    record) [ "${thing%%/*}" = records ] && typ='(policy-ack|audit-completion)' ;;
    receipt) typ='receipt' ;;
    earlier-*) typ='receipt' ;;
    message) typ='message' ;;
    manifest) typ='policy-manifest' ;;
    consent) typ='(publishing|service)-key-consent' ;;
    said) typ='dispute' ;;
    event) typ='(key-event|code-issue|hr-fact|presence-check|log-epoch|publishing-key|service-key|timestamp|purge|policy-event)' ;;
    *) fail "$jws" ;;
  esac
  cut -d . -f 1 "$jws" | from_base64url |
    grep -Eqx "\{\"alg\":\"Ed25519\",\"typ\":\"$typ\+jws\",\"kid\":\"${key#keys/}\"\}" || fail "the header of $jws"
done

for note in $(find log records events -name 'checkpoint.note' 2>/dev/null | sort); do
  thing=${note%.note}
  [ "$(head -n 3 "$note")" = "$(cat "$thing.input")" ] || fail "$note"
  sed -n '5p' "$note" | cut -d ' ' -f 3 | from_base64 | tail -c 64 | cmp -s - "$thing.signature" || fail "$note"
done

included() { # RFC 9162, section 2.1.3.2
  local thing=$1 note=$2 index last root current sibling
  awk 'found {print} !found && $0 == "" {found = 1}' "$thing.tlog-proof" | cmp -s - "$note" || fail "$thing.tlog-proof"
  index=$(sed -n '2s/^index //p' "$thing.tlog-proof")
  last=$(( $(sed -n '2p' "$note") - 1 ))
  root=$(sed -n '3p' "$note" | from_base64 | to_hex)
  current=$({ printf '\000'; cat "$thing.jws"; } | digest)
  while read -r sibling; do
    sibling=$(printf '%s' "$sibling" | from_base64 | to_hex)
    [ "$last" -gt 0 ] || fail "$thing.tlog-proof"
    if [ $((index & 1)) -eq 1 ] || [ "$index" -eq "$last" ]; then
      current=$(node_hash "$sibling" "$current")
      while [ "$index" -gt 0 ] && [ $((index & 1)) -eq 0 ]; do index=$((index >> 1)) last=$((last >> 1)); done
    else
      current=$(node_hash "$current" "$sibling")
    fi
    index=$((index >> 1)) last=$((last >> 1))
  done < <(awk 'NR > 2 && $0 == "" {exit} NR > 2' "$thing.tlog-proof")
  [ "$last" -eq 0 ] && [ "$current" = "$root" ] || fail "$thing is not in the log"
}

for proof in $(find policies events -name '*.tlog-proof' 2>/dev/null | sort); do
  included "${proof%.tlog-proof}" log/checkpoint.note
done

stamps=0
for folder in $(find events -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort); do
  for kept in basis.json said.jws; do # what a key, a fresh sign-in or a dispute rests on is what the log fixed
    [ ! -e "$folder/$kept" ] ||
      grep -Fq "\"basis\":\"$(digest <"$folder/$kept")\"" "$folder/event.json" || fail "$folder/$kept"
  done
  if [ -e "$folder/timestamp.tsr" ]; then # RFC 3161; whether its certificate was valid at that time is not checked here
    grep -Fq "\"response\":\"$(digest <"$folder/timestamp.tsr")\"" "$folder/event.json" || fail "$folder/timestamp.tsr"
    openssl ts -verify -data "$folder/checkpoint.note" -in "$folder/timestamp.tsr" -CAfile "$folder/authority.pem" \
      -no_check_time >/dev/null 2>&1 || fail "the timestamp in $folder"
    stamps=$((stamps + 1))
  fi
done

links=
for folder in $(find policies -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort); do
  text=$(digest <"$(find "$folder" -name 'policy.*')")
  grep -Fq "\"sha256\":\"$text\"" "$folder/manifest.json" || fail "the policy in $folder"
  links="$links \"manifest_sha256\":\"$(digest <"$folder/manifest.jws")\",\"sha256\":\"$text\""
done

records=0
for folder in $(find records -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort); do
  included "$folder/record" "$folder/checkpoint.note"
  grep -Fq "\"record_sha256\":\"$(digest <"$folder/record.jws")\"" "$folder/receipt.json" || fail "the receipt in $folder"
  grep -Fq "\"leaf_index\":$(sed -n '2s/^index //p' "$folder/record.tlog-proof")," "$folder/receipt.json" ||
    fail "the place in $folder"
  for earlier in "$folder"/earlier-*.json; do
    [ ! -e "$earlier" ] || grep -Fq "\"record_sha256\":\"$(digest <"$folder/record.jws")\"" "$earlier" || fail "$earlier"
  done
  named=$(grep -o '"manifest_sha256":"[0-9a-f]*","sha256":"[0-9a-f]*"' "$folder/record.json" || true)
  case "$links" in *"$named"*) ;; *) fail "the policy of $folder is not in this pack" ;; esac
  if [ -e "$folder/message.jws" ]; then
    grep -Fq "\"message_sha256\":\"$(digest <"$folder/message.jws")\"" "$folder/record.json" || fail "the words in $folder"
  fi
  records=$((records + 1))
done

printf 'In order: %s records, %s signatures, %s timestamps. README.txt says what that proves and what it does not.\n' \
  "$records" "$signatures" "$stamps"
printf 'Compare these two kinds of key with what you know from elsewhere:\n'
grep -o '"\(service_key\|publishing_keys\)":\("[^"]*"\|\[[^]]*\]\)' pack.json
"""

VERIFY_MJS = r"""// Checks this evidence pack with Node.js (20 or newer) and the npm package jose, and nothing of ours.
// Unpack the zip file, then in its folder:  npm install jose@6 && node verify.mjs
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { calculateJwkThumbprint, compactVerify, importJWK } from "jose";

process.chdir(fileURLToPath(new URL(".", import.meta.url)));

const bytes = (path) => readFileSync(path);
const text = (path) => bytes(path).toString("utf8");
const json = (path) => JSON.parse(text(path));
const folders = (path) => (existsSync(path) ? readdirSync(path).sort().map((name) => `${path}/${name}`) : []);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (data) => sha256(data).toString("hex");
const inOrder = (holds, what) => { if (!holds) throw new Error(what); };

// Which files there are, and that each is as it was.
for (const line of text("SHA256SUMS").trimEnd().split("\n")) {
  const [, sum, path] = /^([0-9a-f]{64})  (.+)$/.exec(line);
  inOrder(hex(bytes(path)) === sum, path);
}

const pack = json("pack.json");
inOrder(pack.format === "undersigned-evidence-1", "pack.json");
const jwks = new Map();
for (const path of folders("keys").filter((each) => each.endsWith(".jwk"))) {
  const jwk = json(path);
  const kid = path.slice("keys/".length, -".jwk".length);
  inOrder((await calculateJwkThumbprint(jwk)) === kid, path);
  jwks.set(kid, jwk);
}

// A signed thing: X.jws, with its payload in X.json, signed by one of `kids` as one of `types`.
async function signed(thing, types, kids) {
  const token = text(`${thing}.jws`);
  const header = JSON.parse(Buffer.from(token.split(".")[0], "base64url"));
  inOrder(Object.keys(header).join() === "alg,typ,kid" && types.includes(header.typ), `${thing}: header`);
  inOrder(kids === undefined || kids.includes(header.kid), `${thing}: not signed by whom it should be`);
  inOrder(jwks.has(header.kid), `${thing}: its key is not in the pack`);
  const key = await importJWK(jwks.get(header.kid), "Ed25519");
  const { payload } = await compactVerify(token, key, { algorithms: ["Ed25519"] });
  inOrder(bytes(`${thing}.json`).equals(Buffer.from(payload)), `${thing}.json`);
  return { claims: JSON.parse(Buffer.from(payload)), kid: header.kid, digest: hex(token), token };
}

// The leaves about people and the log itself, in its order.
const events = folders("events").map((folder) => ({
  folder,
  typ: JSON.parse(Buffer.from(text(`${folder}/event.jws`).split(".")[0], "base64url")).typ,
  claims: json(`${folder}/event.json`),
  index: Number(/^index ([0-9]+)$/m.exec(text(`${folder}/event.tlog-proof`))[1]),
}));

// The trust's own keys: a change is signed by the old key, holds the new one's consent, and says from where it counts.
const begins = new Map();
const ends = new Map();
const service = [];
for (const { folder, typ, claims, index } of events) {
  if (typ !== "service-key+jws" && typ !== "publishing-key+jws") continue;
  const [before, after] = [await calculateJwkThumbprint(claims.old), await calculateJwkThumbprint(claims.new)];
  const consent = await signed(`${folder}/consent`, [typ.replace("+", "-consent+")], [after]);
  inOrder(consent.token === claims.consent && consent.claims.jti === claims.jti, `${folder}: its consent`);
  inOrder(consent.claims.old === before && consent.claims.new === after, `${folder}: its consent`);
  inOrder(!ends.has(before) && !begins.has(after) && !ends.has(after) && before !== after, `${folder}: its keys`);
  begins.set(after, index);
  ends.set(before, index);
  if (typ === "service-key+jws") {
    inOrder(service.length === 0 || service.at(-1) === before, `${folder}: its keys`);
    service.push(...(service.length === 0 ? [before, after] : [after]));
  } else inOrder([before, after].every((kid) => pack.publishing_keys.includes(kid)), `${folder}: its keys`);
}
if (service.length === 0) service.push(pack.service_key);
inOrder(service.at(-1) === pack.service_key, "the service key");
const inForce = (kid, index, what) =>
  inOrder((begins.get(kid) ?? -1) < index && index <= (ends.get(kid) ?? Infinity), `${what}: its key was not in use then`);

// A checkpoint: a C2SP signed note of this log, in one of its epochs, by a service key.
const epochOf = (origin) => origin === pack.aud || /^~[1-9][0-9]{0,5}-[0-9a-f]{8}$/.test(origin.slice(pack.aud.length));
function checkpoint(note) {
  const [origin, size, root, gap, signature, end] = note.split("\n");
  inOrder(origin.startsWith(pack.aud) && epochOf(origin) && /^(0|[1-9][0-9]*)$/.test(size), "a checkpoint");
  inOrder(gap === "" && end === "", "a checkpoint");
  const raw = Buffer.from(signature.split(" ")[2], "base64");
  const body = Buffer.from(`${origin}\n${size}\n${root}\n`);
  const by = service.find((kid) => {
    const key = createPublicKey({ key: jwks.get(kid), format: "jwk" });
    return verify(null, body, key, raw.subarray(4)) && Number(size) <= (ends.get(kid) ?? Infinity);
  });
  inOrder(by !== undefined, "a checkpoint");
  return { origin, size: Number(size), root: Buffer.from(root, "base64"), note, by };
}

const node = (left, right) => sha256(Buffer.of(1), left, right);
const hashes = (lines) => lines.map((line) => Buffer.from(line, "base64"));

// RFC 9162, section 2.1.3.2. The numbers stay below 2^53, so halves are taken by division.
function included(thing, head) {
  const proof = text(`${thing}.tlog-proof`);
  const gap = proof.indexOf("\n\n");
  const [first, second, ...lines] = proof.slice(0, gap).split("\n");
  inOrder(first === "c2sp.org/tlog-proof@v1" && proof.slice(gap + 2) === head.note, `${thing}.tlog-proof`);
  const index = Number(/^index ([0-9]+)$/.exec(second)[1]);
  inOrder(index < head.size, `${thing}.tlog-proof`);
  let [place, last, current] = [index, head.size - 1, sha256(Buffer.of(0), bytes(`${thing}.jws`))];
  for (const sibling of hashes(lines)) {
    inOrder(last > 0, `${thing}.tlog-proof`);
    if (place % 2 === 1 || place === last) {
      current = node(sibling, current);
      while (place > 0 && place % 2 === 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else current = node(current, sibling);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  inOrder(last === 0 && current.equals(head.root), `${thing} is not in the log`);
  return index;
}

// RFC 9162, section 2.1.4.2: the log at `second` begins with the log at `first`.
function continues(first, second, proof, what) {
  inOrder(first.size >= 1 && first.size <= second.size, what);
  if (first.size === second.size) return inOrder(proof.length === 0 && first.root.equals(second.root), what);
  let [place, last] = [first.size - 1, second.size - 1];
  while (place % 2 === 1) [place, last] = [(place - 1) / 2, Math.floor(last / 2)];
  const path = place === 0 ? [first.root, ...proof] : proof;
  inOrder(path.length > 0, what);
  let [one, two] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    inOrder(last > 0, what);
    if (place % 2 === 1 || place === last) {
      [one, two] = [node(sibling, one), node(sibling, two)];
      while (place > 0 && place % 2 === 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else two = node(two, sibling);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  inOrder(last === 0 && one.equals(first.root) && two.equals(second.root), what);
}

const head = checkpoint(text("log/checkpoint.note"));
const consistent = (small, folder) => {
  const proof = hashes(text(`${folder}/consistency.txt`).split("\n").slice(0, -1));
  if (small.size > 0 || proof.length > 0) continues(small, head, proof, `${folder}: another log`);
};

// Which epochs there are: each opened by a leaf that stands where the last known checkpoint ends.
const epochs = new Map([[pack.aud, { from: 0, to: Infinity }]]);
let newest = pack.aud;
for (const { folder, typ, claims, index } of events.filter((each) => each.typ === "log-epoch+jws")) {
  const previous = checkpoint(claims.previous);
  inOrder(typ && previous.origin === newest && previous.size === index, `${folder}: its place`);
  inOrder(claims.epoch === epochs.size + 1 && index >= epochs.get(newest).from, `${folder}: its number`);
  epochs.get(newest).to = index;
  newest = `${pack.aud}~${claims.epoch}-${claims.jti.slice(0, 8)}`;
  epochs.set(newest, { from: index + 1, to: Infinity });
}
const inEpoch = ({ origin, size }, what) => {
  const epoch = epochs.get(origin);
  inOrder(epoch && epoch.from <= size && size <= epoch.to, `${what}: another epoch`);
};
inEpoch(head, "log/checkpoint.note");

const keys = new Map();
const aboutPeople = ["key-event", "code-issue", "hr-fact", "presence-check", "purge", "policy-event"];
const checks = [];
const byService = [...aboutPeople, "log-epoch", "service-key", "timestamp"].map((typ) => `${typ}+jws`);
const seen = new Set();
const once = (jti, what) => { inOrder(!seen.has(jti), `${what}: its number was used before`); seen.add(jti); };
for (const { folder, typ } of events) {
  const isPublishers = typ === "publishing-key+jws";
  const who = isPublishers ? pack.publishing_keys : service;
  const { claims, kid } = await signed(`${folder}/event`, isPublishers ? [typ] : byService, who);
  const index = included(`${folder}/event`, head);
  inForce(kid, index, folder);
  inOrder(claims.aud === pack.aud, `${folder}: another log`);
  once(claims.jti, folder);
  const small = claims.previous ?? claims.checkpoint;
  if (small) {
    inOrder(text(`${folder}/checkpoint.note`) === small, `${folder}/checkpoint.note`);
    consistent(checkpoint(small), folder);
  }
  if (typ === "key-event+jws" && claims.event === "enrolled") {
    inOrder(!keys.has(claims.kid), `${folder}: enrolled twice`);
    inOrder(jwks.get(claims.kid)?.x === claims.jwk.x, `${folder}: another key`);
    keys.set(claims.kid, { sub: claims.sub, from: index, to: Infinity });
  } else if (typ === "key-event+jws") {
    const life = keys.get(claims.kid);
    inOrder(life && life.sub === claims.sub && life.to === Infinity && index > life.from, `${folder}: its key`);
    life.to = index;
  }
  if (typ === "presence-check+jws") checks.push({ folder, claims, index });
  else if (existsSync(`${folder}/basis.json`)) await basis(folder, claims, index);
  if (existsSync(`${folder}/said.jws`)) { // what the person signed of a dispute, and the service wrote down
    const said = await signed(`${folder}/said`, ["dispute+jws"]);
    const life = keys.get(said.kid);
    inOrder(life && life.sub === claims.sub && life.from < index && index < life.to, `${folder}: its key`);
    inOrder(claims.fact === "dispute" && said.digest === claims.basis, `${folder}: what was said`);
    inOrder(["aud", "sub", "about", "reason"].every((name) => said.claims[name] === claims[name]), `${folder}: what was said`);
  }
  if (typ === "timestamp+jws") { // what openssl checks in verify.sh is not checked again here
    inOrder(hex(bytes(`${folder}/timestamp.tsr`)) === claims.response, `${folder}/timestamp.tsr`);
    inOrder(text(`${folder}/authority.pem`) === claims.authority, `${folder}/authority.pem`);
  }
}

// What a provider signed, about `named` and the random value beside it.
async function signIn(folder, kept, named) {
  const { alg } = JSON.parse(Buffer.from(kept.id_token.split(".")[0], "base64url"));
  inOrder(["RS256", "PS256", "ES256"].includes(alg), `${folder}: its sign-in`);
  const { payload } = await compactVerify(kept.id_token, await importJWK(kept.provider_key, alg), { algorithms: [alg] });
  const told = JSON.parse(Buffer.from(payload));
  inOrder(/^[A-Za-z0-9_-]{43}$/.test(kept.random), `${folder}: its sign-in`);
  inOrder(told.nonce === sha256(`${named}\n${kept.random}`).toString("base64url"), `${folder}: its sign-in`);
  return told;
}

// What a key's enrolment rests on: a provider's word for that very key, or the key before it.
async function basis(folder, { aud, basis: sum, jwk, kid, sub }, index) {
  const kept = json(`${folder}/basis.json`);
  inOrder(hex(bytes(`${folder}/basis.json`)) === sum, `${folder}/basis.json`);
  if (kept.id_token) return signIn(folder, kept, `${aud}\n${kid}`);
  const old = JSON.parse(Buffer.from(kept.by_old.split(".")[0], "base64url")).kid;
  const life = keys.get(old);
  inOrder(life && life.sub === sub && life.from < index && index < life.to, `${folder}: the key before`);
  const halves = [[kept.by_old, jwks.get(old)], [kept.by_new, jwk]].map(async ([token, key]) => {
    const { payload, protectedHeader } = await compactVerify(token, await importJWK(key, "Ed25519"), { algorithms: ["Ed25519"] });
    inOrder(protectedHeader.typ === "key-rotation+jws", `${folder}: the key before`);
    return Buffer.from(payload).toString();
  });
  const [one, two] = await Promise.all(halves);
  const claims = JSON.parse(one);
  inOrder(one === two && claims.aud === aud && claims.sub === sub, `${folder}: the key before`);
  inOrder(claims.old === old && claims.new.x === jwk.x, `${folder}: the key before`);
}

const policies = new Map();
for (const folder of folders("policies")) {
  const manifest = await signed(`${folder}/manifest`, ["policy-manifest+jws"], pack.publishing_keys);
  const index = included(`${folder}/manifest`, head);
  inForce(manifest.kid, index, folder);
  const document = bytes(`${folder}/${readdirSync(folder).find((name) => name.startsWith("policy."))}`);
  inOrder(manifest.claims.aud === pack.aud, `${folder}: another log`);
  inOrder(hex(document) === manifest.claims.sha256 && document.length === manifest.claims.bytes, `${folder}: its text`);
  policies.set(`${manifest.claims.policy_id} ${manifest.claims.version}`, { ...manifest, index });
}

let records = 0;
const answers = new Map();
for (const folder of folders("records")) {
  const record = await signed(`${folder}/record`, ["policy-ack+jws", "audit-completion+jws"]);
  const { claims } = record;
  const receipt = await signed(`${folder}/receipt`, ["receipt+jws"], service);
  const received = checkpoint(receipt.claims.checkpoint);
  const index = included(`${folder}/record`, received);
  consistent(received, folder);
  inEpoch(received, folder);
  inOrder(received.size <= (ends.get(receipt.kid) ?? Infinity), `${folder}: its receipt's key`);
  inOrder(receipt.claims.record_sha256 === record.digest && receipt.claims.jti === claims.jti, `${folder}: receipt`);
  inOrder(receipt.claims.leaf_index === index, `${folder}: its place`);
  once(claims.jti, folder);
  const life = keys.get(record.kid);
  inOrder(life && life.sub === claims.sub, `${folder}: its key is not the person's`);
  inOrder(life.from < index && index < life.to, `${folder}: its key was not in use then`);
  inOrder(claims.aud === pack.aud, `${folder}: another log`);
  const policy = policies.get(`${claims.policy.id} ${claims.policy.version}`);
  inOrder(policy && policy.index < index, `${folder}: its policy`);
  if (claims.outcome) {
    const { outcome, statement } = claims;
    inOrder(claims.policy.sha256 === policy.claims.sha256, `${folder}: the policy's text`);
    inOrder(claims.policy.manifest_sha256 === policy.digest, `${folder}: the policy's description`);
    const same = (one) => one.outcome === outcome && one.lang === statement.lang && one.text === statement.text;
    inOrder(policy.claims.statements.some(same), `${folder}: words that were not published`);
  } else {
    const { id, version, sha256: sum } = policy.claims.checklist;
    const named = claims.checklist;
    inOrder(named.id === id && named.version === version && named.sha256 === sum, `${folder}: its checklist`);
  }
  if (existsSync(`${folder}/message.jws`)) {
    const message = await signed(`${folder}/message`, ["message+jws"], [record.kid]);
    inOrder(message.digest === claims.message_sha256, `${folder}: its words`);
  }
  for (let number = 1; existsSync(`${folder}/earlier-${number}.jws`); number += 1) {
    const earlier = (await signed(`${folder}/earlier-${number}`, ["receipt+jws"], service)).claims;
    inOrder(earlier.record_sha256 === record.digest && earlier.jti === claims.jti, `${folder}: an earlier receipt`);
    const { origin } = checkpoint(earlier.checkpoint);
    inOrder(earlier.leaf_index >= (epochs.get(origin)?.to ?? 0), `${folder}: an earlier receipt`);
  }
  answers.set(claims.jti, { ...record, index });
  records += 1;
}

// A fresh sign-in: a provider's word about that very answer, given just after the person signed in.
for (const { folder, claims, index } of checks) {
  const answer = answers.get(claims.acknowledgement);
  inOrder(!answer || (answer.claims.sub === claims.sub && answer.index < index), `${folder}: its answer`);
  if (!existsSync(`${folder}/basis.json`)) continue;
  inOrder(hex(bytes(`${folder}/basis.json`)) === claims.basis, `${folder}/basis.json`);
  inOrder(answer?.claims.presence === "provider", `${folder}: its answer`);
  const { auth_time: signedIn, iat } = await signIn(folder, json(`${folder}/basis.json`), answer.digest);
  const whole = Number.isInteger(signedIn) && Number.isInteger(iat);
  inOrder(whole && iat - 300 <= signedIn && signedIn <= iat + 120, `${folder}: its sign-in was not fresh`);
}

console.log(`In order: ${records} records. README.txt says what that proves and what it does not.`);
console.log("Compare these two kinds of key with what you know from elsewhere:");
console.log(`  the service key     ${pack.service_key}\n  the publishing keys ${pack.publishing_keys.join(" ")}`);
"""
