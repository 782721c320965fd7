"""Has documents judged by the validators of their formats; see scripts/validate.

    check-documents.py PAYLOADS FOLDER…

PAYLOADS is a folder of payloads by package, with what generated code does with each.
"""

import contextlib
import copy
import importlib.metadata
import io
import json
import pathlib
import re
import sys
import time
import warnings

warnings.simplefilter("ignore")

import jsonschema
import openapi_spec_validator
import py_mini_racer
import yaml
from asyncapi3.models.asyncapi import AsyncAPI3

failed = 0
counts = {}


def count(what, number=1):
    counts[what] = counts.get(what, 0) + number


def report(place, text):
    global failed
    failed += 1
    print(f"{place}: {text}")


def references(value):
    """Every reference of a document."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name == "$ref" and isinstance(member, str):
                yield member
            else:
                yield from references(member)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def resolve(document, reference):
    value = document
    for part in reference.removeprefix("#/").split("/"):
        value = value[part.replace("~1", "/").replace("~0", "~")]
    return value


def check_references(document, place):
    for reference in references(document):
        try:
            resolve(document, reference)
        except (KeyError, TypeError):
            report(place, f"nothing is at {reference}")


def without_dots(document):
    """The names of components may have dots (AsyncAPI 3.0, Components Object), which asyncapi3 0.0.2 refuses."""
    document = copy.deepcopy(document)

    def visit(value):
        if isinstance(value, dict):
            return {k: (v.replace(".", "_") if k == "$ref" and isinstance(v, str) else visit(v)) for k, v in value.items()}
        return [visit(item) for item in value] if isinstance(value, list) else value

    document = visit(document)
    for holder, name in [(document, "channels"), (document, "operations"), (document["components"], "messages"),
                         (document["components"], "schemas")]:
        holder[name] = {key.replace(".", "_"): value for key, value in holder[name].items()}
    return document


def check_asyncapi(document, place):
    check_references(document, place)
    try:
        AsyncAPI3.model_validate(without_dots(document))
    except ValueError as error:
        report(place, str(error))
    for name, operation in document["operations"].items():
        # AsyncAPI 3.0, Operation Object: the messages are among those of the channel.
        groups = [(operation["channel"], operation["messages"])]
        if "reply" in operation:
            groups.append((operation["reply"]["channel"], operation["reply"]["messages"]))
        for channel, messages in groups:
            for message in messages:
                if not message["$ref"].startswith(channel["$ref"] + "/messages/"):
                    report(place, f"{name}: {message['$ref']} is no message of its channel")
    for name, message in document["components"]["messages"].items():
        check_schema({**message["payload"], "components": document["components"]}, f"{place}: {name}",
                     jsonschema.Draft7Validator)
        count("messages")


def check_schema(schema, place, validator=jsonschema.Draft202012Validator):
    try:
        validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        report(place, error.message)


def check_openapi(document, place):
    check_references(document, place)
    for error in openapi_spec_validator.OpenAPIV31SpecValidator(document).iter_errors():
        report(place, f"{'/'.join(map(str, error.absolute_path))}: {error.message}")


def check_payloads(schema, file):
    for case in json.loads(file.read_text(encoding="utf-8")):
        name = case["schema"]
        if name not in schema["$defs"]:
            report(file, f"the package has no schema {name}")
            continue
        one = {"$schema": schema["$schema"], "$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
        if jsonschema.Draft202012Validator(one).is_valid(case["payload"]) != case["accepted"]:
            verb = "refuses" if case["accepted"] else "accepts"
            report(file, f"{name} {verb} {json.dumps(case['payload'])} ({case.get('why', 'as generated code takes it')})")
        count("payloads")


class Mermaid:
    """Mermaid's own parser."""

    def __init__(self):
        self.engine = py_mini_racer.MiniRacer()
        self.engine.eval("""
          var module = { exports: {} }, exports = module.exports, self = globalThis, window = globalThis;
          globalThis.setTimeout ??= (work) => {};
          globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
          var console = Object.fromEntries(["log", "warn", "error", "debug", "info", "trace"].map((n) => [n, () => {}]));
        """)
        bundle = importlib.metadata.distribution("mermaid-parser-py").locate_file("mermaid_parser/js/parser.bundle.js")
        self.engine.eval(pathlib.Path(bundle).read_text(encoding="utf-8"))

    def fault(self, text):
        """None, or what is wrong."""
        self.engine.eval(
            "globalThis.verdict = null; parse_mermaid(%s).then(() => { verdict = 'ok' }, (e) => { verdict = String(e) }); 0"
            % json.dumps(text))
        for _ in range(1000):
            verdict = self.engine.eval("globalThis.verdict")
            if verdict:
                return None if verdict == "ok" else verdict
            time.sleep(0.01)
        return "no verdict"


mermaid = Mermaid()


def check_markdown(text, place, files):
    for diagram in re.findall(r"^```mermaid\n(.*?)^```$", text, re.M | re.S):
        fault = mermaid.fault(diagram)
        count("diagrams")
        if fault:
            report(place, f"{fault}\n{diagram}")
    anchors = {name: set(re.findall(r'<a id="([^"]+)">', body)) for name, body in files.items()}
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
        name, _, anchor = target.partition("#")
        page = (place.parent / name).resolve() if name else place.resolve()
        if page not in files:
            report(place, f"the link {target} leads to no page")
        elif anchor.startswith("type-") and anchor not in anchors[page]:
            report(place, f"the link {target} leads to no type")
        count("links")


# Every judge has to find a fault where there is one.
def check_the_judges():
    def faults(check, *arguments):
        global failed
        before, failed = failed, 0
        with contextlib.redirect_stdout(io.StringIO()):
            check(*arguments)
        found, failed = failed, before
        return found

    broken = {"asyncapi": "3.0.0", "info": {"title": "x"}, "channels": {}, "operations": {},
              "components": {"messages": {}, "schemas": {}}}
    for name, found in [
        ("AsyncAPI", faults(check_asyncapi, broken, "broken")),
        ("OpenAPI", faults(check_openapi, {"openapi": "3.1.0", "info": {"title": "x", "version": "1"},
                                           "paths": {"/a": {"get": {"responses": {"abc": {}}}}}}, "broken")),
        ("JSON Schema", faults(check_schema, {"type": "objekt"}, "broken")),
        ("Mermaid", 1 if mermaid.fault("sequenceDiagram\n  a->>b hello") else 0),
    ]:
        if not found:
            report(name, "a broken document passes")


check_the_judges()
payloads = pathlib.Path(sys.argv[1])
for folder in map(pathlib.Path, sys.argv[2:]):
    pages = {file.resolve(): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md"))}
    for file in sorted(folder.rglob("*")):
        if file.name.endswith(".schema.json"):
            schema = json.loads(file.read_text(encoding="utf-8"))
            check_schema(schema, file)
            check_references(schema, file)
            cases = payloads / file.name.replace(".schema.json", ".json")
            if cases.exists():
                check_payloads(schema, cases)
        elif file.name.endswith(".asyncapi.yaml"):
            check_asyncapi(yaml.safe_load(file.read_text(encoding="utf-8")), file)
        elif file.name.endswith(".openapi.yaml"):
            check_openapi(yaml.safe_load(file.read_text(encoding="utf-8")), file)
        elif file.suffix == ".md":
            check_markdown(pages[file.resolve()], file, pages)
        else:
            continue
        count("documents")
print("; ".join(f"{number} {what}" for what, number in counts.items()))
sys.exit(1 if failed or not counts else 0)
