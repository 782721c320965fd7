#!/usr/bin/env python3
"""Runs Autobahn's cases against a WebSocket server or client, and writes what happened as JSON.

usage: fuzz.py --suite DIR --report FILE (--server | --client) --port N [--cases 'PATTERN …'] [--exclude 'PATTERN …']

  --server   test the server on 127.0.0.1:N: it must echo every message
  --client   listen on 127.0.0.1:N (0 picks a port) for a client that asks /getCaseCount, runs each /runCase?case=K&agent=NAME by
             echoing, and opens /updateReports?agent=NAME; prints 'listening on 127.0.0.1:N' when ready, and ends after
             the report

Exits 0 when every case was run, whatever its outcome: judge.py reads the report.
"""

import argparse
import json
import os
import sys
import types

# The suite refuses to import without these; it needs nothing from them here.
sys.modules["autobahntestsuite"] = types.SimpleNamespace(version="25.10.1")
sys.modules["twisted.internet.ssl"] = types.SimpleNamespace(ClientContextFactory=lambda: None)

import autobahn.websocket.protocol
from octets import Masker, OctetProtocol, Validator, readable, to_text
from twisted.internet import reactor
from twisted.python import log


def patched(suite):
    """The suite's modules, made to work on Python 3 and to report through `Report`."""
    sys.path.insert(0, suite)
    import case
    import fuzzing

    # Text and payloads are compared, not the bytes of their pickles.
    case.Case.compare = lambda self, one, other: one == other
    # The compression cases move gigabytes.
    autobahn.websocket.protocol.createXorMasker = Masker
    autobahn.websocket.protocol.Utf8Validator = Validator
    fuzzing.asciiLogData = readable
    fuzzing.binLogData = readable
    fuzzing.FuzzingServerProtocol = type("ServerProtocol", (OctetProtocol, fuzzing.FuzzingServerProtocol), {})
    fuzzing.FuzzingServerFactory.protocol = fuzzing.FuzzingServerProtocol
    fuzzing.FuzzingClientProtocol = type("ClientProtocol", (OctetProtocol, fuzzing.FuzzingClientProtocol), {})
    return fuzzing


class Report:
    """Collects the result of each case; takes the place of the suite's HTML reports."""

    fields = ["behavior", "behaviorClose", "remoteCloseCode", "duration", "description", "expectation", "result",
              "resultClose", "expected", "received", "trafficStats"]

    def __init__(self, path, done):
        self.path = path
        self.done = done
        self.cases = {}

    def add(self, result):
        self.cases[result["id"]] = {field: result[field] for field in self.fields}

    def write(self):
        text = json.dumps(self.cases, indent=1, default=lambda value: readable(to_text(value)))
        with open(self.path + ".part", "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        os.replace(self.path + ".part", self.path)
        self.done()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--suite", required=True)
    parser.add_argument("--report", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--client", action="store_true")
    parser.add_argument("--cases", default="*")
    parser.add_argument("--exclude", default="")
    options = parser.parse_args()
    if options.server == options.client:
        parser.error("one of --server and --client is needed")

    # An exception in the suite must not pass for a verdict of the peer.
    log.addObserver(lambda event: event.get("isError") and print(
        "fuzz.py: error inside the suite:", log.textFromEventDict(event), file=sys.stderr))

    fuzzing = patched(options.suite)
    report = Report(options.report, done=lambda: options.client and reactor.callLater(1, reactor.stop))
    fuzzing.FuzzingFactory.logCase = lambda self, result: report.add(result)
    fuzzing.FuzzingFactory.createReports = lambda self: report.write()

    url = "ws://127.0.0.1:%d" % options.port
    spec = {"url": url, "servers": [{"agent": "peer", "url": url}], "cases": options.cases.split(),
            "exclude-cases": options.exclude.split(), "exclude-agent-cases": {}}
    if options.client:
        factory = fuzzing.FuzzingServerFactory(spec)
        port = reactor.listenTCP(options.port, factory, interface="127.0.0.1").getHost().port
        # Clients name the port that was picked in their Host header, and autobahn checks it.
        factory.port = factory.externalPort = port
        print("listening on 127.0.0.1:%d" % port, flush=True)
    else:
        fuzzing.FuzzingClientFactory(spec)
    reactor.run()


if __name__ == "__main__":
    main()
