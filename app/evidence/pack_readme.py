"""README.txt of a pack of format 1: what it is, what it shows, how to check it, and what each file is."""

from app.evidence.findings import Findings
from app.evidence.pack_words import in_text, sections

_TOP = """\
EVIDENCE OF WHAT WAS SIGNED

This is a copy of what people signed, and of what HR's service said when it got it. Anybody can check it, on any
computer, with no network: without HR, and without the people who made it. If one letter of it is changed, the check
fails.

"""

_HOW = """\
HOW TO CHECK IT
There are three ways. One is enough; the first two need none of our programs.

1. With openssl (3.0 or newer), which most computers for programmers have. Unpack the zip file. In the folder, run:
       bash verify.sh
   One signature by hand:
       openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in X.input -sigfile X.signature
   SIGNATURES says which key goes with which X.

2. With Node.js (20 or newer) and jose, a program library that many people use. In the unpacked folder, run:
       npm install jose@6
       node verify.mjs

3. With Undersigned. Do not unpack the zip file:
       undersigned verify PACK.zip
   It checks the most. Give --service-key and --publishing-key to have the keys of the trust compared too, and
   --timestamp-certificate for the timestamps.

Whoever is not sure that verify.sh and verify.mjs are honest can read them, or write others: every file here is in a
public format, and docs/evidence.md of Undersigned says which.


WHAT EACH FILE IS
records/          what people signed, in the order of the log
  record.jws      the record itself: what was signed, and the signature
  receipt.jws     what HR's service said when it got the record
  message.jws     the words of a question or reason, if there were any
  record.tlog-proof, checkpoint.note, consistency.txt
                  the record's place in the log, the state of the log then, and that the log only grew since
  earlier-1.jws   a receipt from before HR's service was put back from a backup, if there was one
policies/         the policy, byte for byte as it was published, and its signed description (manifest.jws)
events/           who was given which key, and what HR wrote down; changes of the trust's keys, timestamps, and where
                  the log went on after a backup; of all that, the person signed said.jws alone
  basis.json      how identity was proved for a key or an answer, where that is still kept: what the sign-in provider
                  signed, and its key, or what the key before it signed
  said.jws        “this was not me”, as the person signed it
  timestamp.tsr, authority.pem
                  a timestamp from outside (RFC 3161), and the certificate it is checked with
log/              the state of the log when this pack was made
keys/             the public keys, in two forms (.jwk and .pem)
key-history.json  the events about keys, in short
X.input  X.signature  X.json
                  X.jws taken apart: the bytes that were signed, the signature, and what it says
SIGNATURES        which key signed what
SHA256SUMS        a check sum of each file
pack.json         the name of the log, the keys of the trust, and who is said to keep the state of the log
"""


def readme(findings: Findings) -> str:
    """Return the text of README.txt, lines as long as they are."""
    return f"{_TOP}{in_text(sections(findings))}\n\n{_HOW}"
