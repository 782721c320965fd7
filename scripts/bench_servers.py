"""What the runtime benchmarks share: building and starting servers, loading them, and printing rows."""
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".build/release"
PATH = "/api/v1/ws"
# A request of the message dialect that any server of `servers` understands.
REQUEST = (
    '{"messageId":"0190a0b0-1111-7000-8000-000000000001","topic":"bench:%s","type":"request","payload":{"name":"api-gateway",'
    '"region":"eu-central-1","cpu":1500,"memory":2048,"note":"rolled out by the nightly train, nobody was paged"}}'
)
ECHO = REQUEST % "echo_report"
SUCCESS = '"type":"success"'


def build(*products):
    for product in products:
        command = [ROOT / "scripts/swift", "build", "-c", "release", "-j", os.environ.get("JOBS", "2"), "--product", product]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)


class Server:
    """A server that runs until the `with` ends."""

    def __init__(self, *command, path="/", reply=None):
        self.command, self.path, self.reply = [str(part) for part in command], path, reply

    def __enter__(self):
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "NODE_PATH": "/usr/share/nodejs"}
        self.process = subprocess.Popen(["stdbuf", "-oL", *self.command], stdout=subprocess.PIPE, text=True, env=environment)
        # Its first line says where it listens; stdbuf sends it at once, though it goes into a pipe.
        line = self.process.stdout.readline()
        found = re.search(r"listening on .*:(\d+)", line)
        if not found:
            sys.exit(f"{Path(sys.argv[0]).name}: {self.command[0]} does not listen: {line or 'it ended'}")
        self.port = found.group(1)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def load(self, way, **options):
        """Loads the server; gives what the load generator measured, by name."""
        command = [str(BIN / "load-generator"), way, "--port", self.port, "--pid", str(self.process.pid)]
        options = {"path": self.path, "reply": self.reply, "message": ECHO, **options}
        for name, value in options.items():
            if value is not None:
                command += ["--" + name.replace("_", "-"), str(value)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90)
        if done.returncode:
            sys.exit(done.stderr or f"load-generator ended with {done.returncode}")
        return {name: float(value) for name, value in re.findall(r"(\w+)=([\d.-]+)", done.stdout)}


def concord(loops=1):
    return Server(BIN / "request-server", loops, path=PATH, reply=SUCCESS)


def node():
    return Server("node", ROOT / "Benchmarks/NodeEcho/node-echo.js", reply=SUCCESS)


def bare_echo():
    return Server(BIN / "bare-echo")


def plain_send():
    return Server(BIN / "plain-send")


def best(runs, *measures):
    """Calls the measures in turn, `runs` times, and gives the least of each: other load on the machine only ever adds."""
    least = [float("inf")] * len(measures)
    for _ in range(runs):
        least = [min(before, measure()) for before, measure in zip(least, measures)]
    return least


def row(what, figure, limit=None, details=""):
    """One figure, mostly a ratio, beside the design's limit for it where there is one."""
    bound = f"limit {limit}" if limit else ""
    print(f"  {what:62} {figure:>10}  {bound:12} {details}".rstrip(), flush=True)


def allow_files(count):
    """Raises the limit of open files; gives how many connections of `count` it allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    allowed = min(count, hard - 100)
    if allowed < count:
        print(f"  {allowed} connections instead of {count}: this system allows a program {hard} open files (ulimit -Hn)")
    return allowed
