#!/usr/bin/env python3
"""Judges a report of fuzz.py.

usage: judge.py [--min-cases N] [--name NAME] REPORT

A case passes when its behaviour is OK, NON-STRICT or INFORMATIONAL, and its closing is OK or INFORMATIONAL, and, where
the suite got its messages shorter by compression, when the peer got their echoes shorter too. A case is UNIMPLEMENTED when
no permessage-deflate came about: RFC 7692 §5.1 lets an endpoint decline parameters, and then there is nothing to test. Such
a case is counted by itself as declined, and is no pass.

Prints one line per case that failed, with what was expected, one per case that is declined or not strictly OK, how far
the peer compressed, and a PASS or FAIL line.
Exits 1 when a case failed or was declined, or fewer than N were run, 2 when there is no report.
"""

import argparse
import json
import sys
from collections import Counter

GOOD = {"behavior": {"OK", "NON-STRICT", "INFORMATIONAL"}, "behaviorClose": {"OK", "INFORMATIONAL"}}


# The suite's own compression of a case, as a share of the size, below which the peer has to compress too: the shortest
# messages do not get shorter.
COMPRESSIBLE = 0.95


def order(case):
    return [int(part) for part in case.split(".")]


def share(stats, direction):
    """What compression left of the messages of a direction ('incoming' is what the peer sent), 1 when nothing was sent."""
    size = stats[direction + "OctetsAppLevel"]
    return stats[direction + "OctetsWebSocketLevel"] / size if size else 1


def is_uncompressed(stats):
    """Whether the peer agreed to compress, and then did not."""
    return bool(stats) and share(stats, "outgoing") < COMPRESSIBLE and share(stats, "incoming") >= 1


def total(cases):
    """The traffic of all cases that compress."""
    every = [result["trafficStats"] for result in cases.values() if result["trafficStats"]]
    return {key: sum(stats[key] for stats in every) for key in (every[0] if every else ()) if key.endswith("Level")}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("report")
    parser.add_argument("--min-cases", type=int, default=1)
    parser.add_argument("--name", default="peer")
    options = parser.parse_args()
    try:
        with open(options.report, encoding="utf-8") as file:
            cases = json.load(file)
    except (OSError, ValueError) as error:
        print(f"{options.name}: FAIL, no report: {error}")
        return 2

    failed = declined = 0
    for case in sorted(cases, key=order):
        result = cases[case]
        verdict = f"{result['behavior']}, close {result['behaviorClose']} (code {result['remoteCloseCode']})"
        if result["behavior"] == "UNIMPLEMENTED" and result["behaviorClose"] in GOOD["behaviorClose"]:
            declined += 1
            print(f"  DECLINED {case:6} no permessage-deflate was agreed on: {result['description']}")
            continue
        uncompressed = is_uncompressed(result["trafficStats"])
        if uncompressed:
            verdict += ", echoes not compressed"
        if all(result[field] in good for field, good in GOOD.items()) and not uncompressed:
            if result["behavior"] == "NON-STRICT":
                print(f"  note   {case:8} {verdict}")
            continue
        failed += 1
        print(f"  FAILED {case:8} {verdict}")
        for field in ("description", "expectation", "result", "resultClose", "expected", "received"):
            print(f"         {field}: {' '.join(str(result[field]).split())[:300]}")
    counts = [
        f"{field} " + ", ".join(f"{value} {count}" for value, count in sorted(Counter(c[field] for c in cases.values()).items()))
        for field in GOOD
    ]
    few = len(cases) < options.min_cases
    verdict = "FAIL" if failed or declined or few else "PASS"
    traffic = total(cases)
    if traffic:
        print(f"{options.name}: compressed to {share(traffic, 'incoming'):.1%} (the suite: {share(traffic, 'outgoing'):.1%}),"
              f" {traffic['incomingOctetsAppLevel'] / 1e9:.1f} GB echoed")
    missing = f", at least {options.min_cases} expected" if few else ""
    print(f"{options.name}: {verdict}, {len(cases) - failed - declined} of {len(cases)} cases{missing}, {declined} declined; {'; '.join(counts)}")
    return 1 if failed or declined or few else 0


if __name__ == "__main__":
    sys.exit(main())
