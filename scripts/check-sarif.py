"""Validates documents against the JSON Schema of SARIF 2.1.0; see scripts/check-sarif."""

import importlib.metadata
import json
import pathlib
import sqlite3
import sys

import jsonschema

ADDRESS = b"https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"


def schema():
    """The schema from the package's cache of answers, each an octet string that holds the answer's text as it came."""
    cache = importlib.metadata.distribution("schemastore").locate_file("schemastore/cache.sqlite")
    with sqlite3.connect(f"file:{cache}?mode=ro", uri=True) as database:
        for (answer,) in database.execute("select value from responses"):
            start = answer.find(b"{")
            if ADDRESS in answer and start >= 0:
                try:
                    found, _ = json.JSONDecoder().raw_decode(answer[start:].decode("utf-8", "replace"))
                except ValueError:
                    continue
                if "Static Analysis Results" in found.get("title", ""):
                    return found
    sys.exit("the package schemastore has no schema of SARIF 2.1.0")


schema = schema()
checker = jsonschema.validators.validator_for(schema)
checker.check_schema(schema)
validator = checker(schema)
failed = 0
results = 0
for name in sys.argv[1:]:
    document = json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
    for error in validator.iter_errors(document):
        failed += 1
        print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    results += sum(len(run["results"]) for run in document["runs"])
# A validator that refuses nothing would prove nothing.
for wrong in [{}, {"version": "2.1.0", "runs": [{}]}, {"version": "2.0.0", "runs": []}]:
    if validator.is_valid(wrong):
        failed += 1
        print(f"the schema finds nothing wrong with {wrong}")
print(f"{len(sys.argv) - 1} documents, {results} results: {'FAIL' if failed else 'PASS'}")
sys.exit(1 if failed else 0)
