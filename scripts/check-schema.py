"""Validates YAML files against a JSON Schema; see scripts/check-schema."""

import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema: `yes`, `on`, `1:30` and dates are texts."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern in [
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), None)

# Rules that a schema sees, by a fixture that breaks one.
REFUSED = ["unknown-key/item.yaml", "missing-key/item.yaml", "wrong-shape/item.yaml", "invalid-name/item.yaml",
           "value-range/item.yaml", "duration/item.yaml", "language-version/other.yaml",
           "notify-subtype/parcel.yaml", "on-delete-clear/account.yaml"]


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
files = sorted(file for folder in sys.argv[2:] for file in pathlib.Path(folder).rglob("*.yaml"))
failed = 0
for file in files:
    for error in validator.iter_errors(load(file)):
        failed += 1
        print(f"{file}: {'/'.join(map(str, error.absolute_path))}: {jsonschema.exceptions.best_match([error]).message}")
for name in REFUSED:
    file = pathlib.Path("Tests/Fixtures/Checks") / name
    if file.exists() and validator.is_valid(load(file)):
        failed += 1
        print(f"{file}: the schema finds nothing wrong")
print(f"{len(files)} contracts, {len(REFUSED)} fixtures: {'FAIL' if failed else 'PASS'}")
sys.exit(1 if failed or not files else 0)
