"""One person's afternoon as a process of its own, to be killed or refused a write at any of its writes.

It acknowledges the policy in the profile it is given, tells so, sends, and tells so again. Arguments: the profile's
folder, the service's address, the key's seed in hex, the person's `sub`.
"""

import sys
from pathlib import Path

from app.domain.acknowledgement import Outcome
from app.errors import UndersignedError
from app.signing.keystore import MemoryKeyStore, signing_service
from app.sync.transport import Limits
from app.workflows import acknowledge_policy
from tests.fakes.hr_service import AUD, FixedClock
from tests.fakes.staff_app import StaffApp


class _Address:
    def __init__(self, url: str) -> None:
        self.url = url


def main(folder: str, url: str, seed: str, sub: str) -> int:
    keystore = MemoryKeyStore()
    keystore.set(signing_service(AUD), sub, bytes.fromhex(seed))
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    try:
        app = StaffApp(Path(folder), _Address(url), FixedClock(), keystore=keystore, limits=Limits())
        acknowledge_policy.acknowledge(app.context, app.policy.ref, Outcome.ACKNOWLEDGED, "Sam Field")
        sys.stdout.write("saved\n")
        sys.stdout.flush()
        sent = app.send(everything=True)
        sys.stdout.write(f"received {sent.received}\n")
        sys.stdout.flush()
        app.close()
    except UndersignedError as error:
        sys.stdout.write(f"told: {error.code}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
