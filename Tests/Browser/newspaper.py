"""Starts the program as its user would, and stops it again."""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("STANDFIRST", str(ROOT / ".build/debug/standfirst"))
WORDPRESS = ROOT / "../shared/fixtures/wordpress/theme-unit-test.wxr.xml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def standfirst(*arguments, check=True, timeout=300, **options):
    """Runs a command to its end."""
    result = subprocess.run(
        [PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, **options
    )
    if check and result.returncode not in (0, 1):
        raise AssertionError(f"{arguments}: exit {result.returncode}\n{result.stdout}\n{result.stderr}")
    return result


@contextlib.contextmanager
def postgres_database():
    """A database of its own on the test server, dropped afterwards."""
    server = os.environ["STANDFIRST_TEST_POSTGRES"]
    name = f"browser_{uuid.uuid4().hex[:12]}"
    subprocess.run(["psql", "-q", server, "-c", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"], check=True)
    base, _, query = server.partition("?")
    address = re.sub(r"^(postgres(?:ql)?://[^/]*)(?:/.*)?$", rf"\1/{name}", base) + (f"?{query}" if query else "")
    try:
        yield address
    finally:
        subprocess.run(["psql", "-q", server, "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=False)


@contextlib.contextmanager
def running(data, **options):
    """A newspaper that runs for the length of a block."""
    paper = Newspaper(data, **options).start()
    try:
        yield paper
    finally:
        paper.stop()


class PostgresServer:
    """A PostgreSQL server of its own, which can be taken away and given back."""

    def __init__(self):
        environment = {name: value for name, value in os.environ.items() if name != "STANDFIRST_TEST_POSTGRES"}
        self.holder = subprocess.Popen(
            [ROOT / "Tests/postgres", "--hold"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.holder.stdout.readline().strip()
        assert self.address.startswith("postgres://"), "no PostgreSQL server could be started"
        self.folder = pathlib.Path(self.address.partition("host=")[2])

    def control(self, *arguments):
        """Runs pg_ctl as the one who may: PostgreSQL refuses root."""
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        program = str(programs[0] / "pg_ctl") if programs else "pg_ctl"
        command = [program, "-D", str(self.folder / "data"), "-w", "-t", "60", *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def stop(self):
        self.control("-m", "immediate", "stop")

    def start(self):
        self.control("-l", str(self.folder / "data/server.log"), "start")

    def remove(self):
        self.holder.stdin.close()
        self.holder.wait(60)


def eventually(condition, timeout: float = 40):
    """Waits until something is so, and gives it back; fails where it never is."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"it was not so within {timeout} seconds")
        time.sleep(0.2)


class Newspaper:
    """A running newspaper on a port of its own."""

    def __init__(self, data: pathlib.Path, *, database: str = "sqlite", demo: bool = False, settings: dict | None = None):
        self.data = pathlib.Path(data)
        self.database = database
        self.demo = demo
        # As an operator sets them: "limits.idletime" and the like.
        self.settings = {f"STANDFIRST_{name.upper().replace('.', '_')}": str(value) for name, value in (settings or {}).items()}
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.process = None

    def command(self, *arguments, **options):
        """Another command on the same publication."""
        return standfirst(*arguments, "--data", self.data, "--database", self.database, **options)

    def start(self, timeout: float = 240):
        arguments = [PROGRAM, "serve", "--data", str(self.data), "--database", self.database]
        arguments += ["--address", f"127.0.0.1:{self.port}"] + (["--demo"] if self.demo else [])
        self.log = open(self.data.parent / f"{self.data.name}.log", "ab")
        self.process = subprocess.Popen(arguments, stdout=self.log, stderr=self.log, env={**os.environ, **self.settings})
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"it ended with {self.process.returncode}:\n{self.log_text()}")
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(f"{self.origin}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return self
            time.sleep(0.1)
        raise AssertionError(f"not ready in time:\n{self.log_text()}")

    def log_text(self) -> str:
        return (self.data.parent / f"{self.data.name}.log").read_text(errors="replace")

    def log_lines(self) -> list[dict]:
        """The log's lines as what they say, of those that are JSON."""
        lines = []
        for line in self.log_text().splitlines():
            with contextlib.suppress(ValueError):
                if isinstance(value := json.loads(line), dict):
                    lines.append(value)
        return lines

    def metrics(self) -> dict[str, float]:
        """Every series of /metrics with its value."""
        status, _, body = self.get("/metrics")
        assert status == 200, status
        samples = (line.rpartition(" ") for line in body.decode().splitlines() if line and not line.startswith("#"))
        return {name: float(value) for name, _, value in samples}

    def memory(self) -> int:
        """The process's resident memory, in bytes."""
        return int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("it did not end within 20 seconds of SIGTERM")
        self.log.close()

    def connect(self, timeout: float = 20) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def get(self, path: str, headers: dict | None = None):
        """(status, headers, body) of a path, redirects not followed."""
        request = urllib.request.Request(self.origin + path, headers=headers or {})
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
