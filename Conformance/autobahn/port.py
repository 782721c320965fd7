#!/usr/bin/env python3
"""Turns the Autobahn test suite (Python 2) into Python 3.

usage: port.py SOURCE TARGET

SOURCE is the unpacked autobahntestsuite; its test cases and fuzzing protocol go to TARGET, where fuzz.py runs them.
The reports and the other modes are left behind, and case 9.9.1, which the suite itself does not run.

Every edit says how often it must match, so another release of the suite fails here and not in a verdict.
"""

import pathlib
import re
import shutil
import subprocess
import sys

KEPT = ["case", "caseset.py", "fuzzing.py", "testdata"]
DROPPED = ["case/case9_9_1.py"]

# Before the conversion: (file, regular expression, replacement, how many matches).
EDITS = [
    # fuzz.py writes the reports.
    ("fuzzing.py", r"^from report import CSS_COMMON(?:.*\\\n)*.*\n", "", 1),
    # Hexadecimal text of octet text, see octets.py.
    ("fuzzing.py", r"^import os, json, binascii, time, textwrap, pkg_resources", "import os, json, time\nimport octets as binascii", 1),
    ("case/*.py", r"^import binascii", "import octets as binascii", 13),
    ("case/case12_x_x.py", r"^import copy, os, pkg_resources, hashlib, binascii", "import copy, os, hashlib\nimport octets as binascii", 1),
    # The case that is left behind.
    ("case/__init__.py", r"^from case9_9_1 import \*\n", "", 1),
    # Python 3 refuses a base class before its own subclass.
    ("case/*.py", r"\(object, Case, ?\)", "(Case, )", 6),
    # Payloads written as UTF-8 in the source were octets in Python 2.
    ("case/case6_2_?.py", r'^(\s*PAYLOAD\d? = )(".*[^\x00-\x7f].*")', r"\1binascii.from_utf8(\2)", 4),
    ("case/case6_x_x.py", r"v\.validate\(vss\[:i\]\)", "v.validate(binascii.to_bytes(vss[:i]))", 1),
    # The compression cases take their payloads from files, and check what comes back as octets.
    ("case/case12_x_x.py", r'pkg_resources\.resource_filename\("autobahntestsuite", "testdata/%s" % (.*)\)\n',
     r'os.path.join(os.path.dirname(__file__), "..", "testdata", \1)\n', 3),
    ("case/case12_x_x.py", r"^def onMessage\(self, msg, binary\):\n", r"\g<0>   msg = binascii.to_bytes(msg)\n", 1),
    # Whole division.
    ("case/case10_1_1.py", r"len\(self\.payload\) / self\.p", "len(self.payload) // self.p", 1),
]


def main(source, target):
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for name in KEPT:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, target / name)
    for name in DROPPED:
        (target / name).unlink()

    for pattern, expression, replacement, expected in EDITS:
        found = 0
        for path in sorted(target.glob(pattern)):
            text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
            text, count = re.subn(expression, replacement, text, flags=re.M)
            path.write_text(text, encoding="utf-8")
            found += count
        if found != expected:
            sys.exit(f"port.py: {pattern}: {expression!r} matched {found} times, not {expected}")

    for converter in ("lib2to3", "fissix"):
        command = [sys.executable, "-W", "ignore", "-m", converter, "-w", "-n", "--no-diffs", str(target)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode == 0:
            break
    else:
        sys.exit("port.py: neither lib2to3 nor fissix converted the suite\n" + done.stderr)
    if subprocess.run([sys.executable, "-W", "ignore", "-m", "compileall", "-q", str(target)]).returncode:
        sys.exit("port.py: the converted suite does not compile")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
