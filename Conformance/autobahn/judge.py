#!/usr/bin/env python3
"""Judges a report of fuzz.py.

usage: judge.py [--min-cases N] [--name NAME] REPORT

A case passes when its behaviour is OK, NON-STRICT or INFORMATIONAL, and its closing is OK or INFORMATIONAL. Prints one
line per case that failed, with what was expected, one per case that is not strictly OK, and a PASS or FAIL line.
Exits 1 when a case failed or fewer than N were run, 2 when there is no report.
"""

import argparse
import json
import sys
from collections import Counter

GOOD = {"behavior": {"OK", "NON-STRICT", "INFORMATIONAL"}, "behaviorClose": {"OK", "INFORMATIONAL"}}


def order(case):
    return [int(part) for part in case.split(".")]


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

    failed = 0
    for case in sorted(cases, key=order):
        result = cases[case]
        verdict = f"{result['behavior']}, close {result['behaviorClose']} (code {result['remoteCloseCode']})"
        if all(result[field] in good for field, good in GOOD.items()):
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
    verdict = "FAIL" if failed or few else "PASS"
    missing = f", at least {options.min_cases} expected" if few else ""
    print(f"{options.name}: {verdict}, {len(cases) - failed} of {len(cases)} cases{missing}; {'; '.join(counts)}")
    return 1 if failed or few else 0


if __name__ == "__main__":
    sys.exit(main())
