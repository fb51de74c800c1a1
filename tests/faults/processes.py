"""Processes of a service's own, to be killed; begun from one that has imported what they all need."""

import multiprocessing

FORKSERVER = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(["tests.server.conftest"])
