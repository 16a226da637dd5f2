"""What an operator sees of a running newspaper: its log, its metrics, how it stops and how it takes settings."""

import json
import re
import shutil
import signal
import socket
import subprocess
import time

import pytest

from newspaper import Newspaper, eventually, running, standfirst
from pages import page_kinds


def raw(paper, request: bytes) -> bytes:
    with paper.connect() as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A newspaper that logs each request."""
    with running(tmp_path_factory.mktemp("watched") / "data", demo=True, settings={"log.access": "true"}) as paper:
        yield paper


# The log


def test_every_line_of_the_log_is_one_event_as_json(watched):
    watched.get("/", {"User-Agent": 'forged\\n{"level":"error"}'})
    watched.get("/a%0a%7b%22level%22:%22error%22%7d")
    raw(watched, b'GET /"},{"level":"error \x1b[31m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    lines = watched.log_text().splitlines()
    # Filling the demo publication says how far it is, as an import does, before anything is served.
    lines = lines[next(number for number, line in enumerate(lines) if line.startswith("{")):]
    assert len(lines) > 3
    for line in lines:
        event = json.loads(line)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"]), line
        assert event["level"] in ("trace", "debug", "info", "notice", "warning", "error", "critical") and event["message"]
        assert event["level"] != "error", line
        assert "\x1b" not in line


def test_an_access_line_tells_nothing_of_the_reader(watched):
    watched.get("/search?q=my+secret+illness", {"User-Agent": "Reader/7", "Referer": "http://elsewhere.example/", "Cookie": "a=b"})
    eventually(lambda: any(line.get("path") == "/search" for line in watched.log_lines()))
    (line,) = [line for line in watched.log_lines() if line.get("path") == "/search"][-1:]
    assert line["status"] == 200 and line["method"] == "GET" and line["kind"] == "search" and line["bytes"] > 0 and line["ms"] >= 0
    text = watched.log_text()
    for private in ("illness", "Reader/7", "elsewhere.example", "a=b", "127.0.0.1\""):
        assert private not in text


def test_a_request_has_an_id_which_comes_back_and_stands_in_its_lines(watched):
    ids = {watched.get("/")[1]["X-Request-Id"] or watched.get("/search?q=a")[1]["X-Request-Id"] for _ in range(3)}
    assert len(ids - {None}) == 3
    given = "gateway-7.5:a/b"
    assert watched.get("/search?q=b", {"X-Request-Id": given})[1]["X-Request-Id"] == given
    eventually(lambda: any(line.get("request") == given for line in watched.log_lines()))
    for malformed in ("two words", "x" * 129, 'a"b', "ä".encode().decode("latin-1")):
        answer = watched.get("/search?q=c", {"X-Request-Id": malformed})[1]["X-Request-Id"]
        assert answer and answer != malformed and re.fullmatch(r"[0-9a-f]+", answer), malformed


def test_a_terminal_gets_lines_for_people(tmp_path):
    with running(tmp_path / "data", demo=True, settings={"log.format": "text"}) as paper:
        assert re.search(r"^\d{4}-\S+Z notice Serving at http://localhost:\d+$", paper.log_text(), re.M), paper.log_text()


# The metrics


def test_the_metrics_are_what_prometheus_reads(watched):
    for path in page_kinds(watched).values():
        watched.get(path)
    status, headers, body = watched.get("/metrics")
    assert status == 200 and headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8" and headers["Cache-Control"] == "no-store"
    metrics = watched.metrics()
    for name in ("process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds", "process_max_fds", "process_start_time_seconds"):
        assert metrics[name] > 0, name
    assert metrics["standfirst_connections_open"] >= 1
    assert metrics['standfirst_http_requests_total{kind="search",status="2xx"}'] >= 1
    assert metrics['standfirst_database_duration_seconds_count{operation="read"}'] >= 1
    assert abs(metrics["process_start_time_seconds"] - time.time()) < 3600
    assert any(name.startswith("standfirst_build_info{") for name in metrics)
    if not shutil.which("promtool"):
        pytest.skip("promtool is not installed (Debian and Ubuntu: apt install prometheus)")
    check = subprocess.run(["promtool", "check", "metrics"], input=body, capture_output=True)
    assert check.returncode == 0, check.stdout + check.stderr


def test_the_metrics_grow_by_kinds_and_never_by_paths(watched):
    def series():
        return {name for name in watched.metrics() if name.startswith("standfirst_http_")}

    watched.get("/nothing/first")
    before = series()
    for number in range(200):
        assert watched.get(f"/nothing/{number}")[0] == 404
    assert series() == before


def test_strangers_get_no_metrics(watched):
    _, _, missing = watched.get("/nothing/here")
    for headers in ({"X-Forwarded-For": "192.0.2.1"}, {"Forwarded": "for=192.0.2.1"}, {"Via": "1.1 cdn"}, {"Host": "lantern.example"}, {"X-Real-IP": "192.0.2.1"}):
        status, _, body = watched.get("/metrics", headers)
        assert status == 404 and b"standfirst_" not in body and b"<main" in body, headers
        assert len(body) == len(missing)


def test_a_token_opens_the_metrics_to_its_bearer_alone(tmp_path):
    token = "a-token-of-24-characters"
    with running(tmp_path / "data", demo=True, settings={"metrics.token": token}) as paper:
        assert paper.get("/metrics")[0] == 404
        assert paper.get("/metrics", {"Authorization": "Bearer wrong"})[0] == 404
        status, _, body = paper.get("/metrics", {"Authorization": f"Bearer {token}", "X-Forwarded-For": "192.0.2.1"})
        assert status == 200 and b"process_open_fds" in body
        assert token not in paper.log_text()


# Stopping


class Download:
    """A large file that a reader takes slowly."""

    def __init__(self, paper, path: str):
        self.connection = socket.socket()
        # Little fits on the way, so that the server has to wait for its reader.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        self.connection.settimeout(30)
        self.connection.connect(("127.0.0.1", paper.port))
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        self.taken = self.connection.recv(4096)
        assert self.taken.startswith(b"HTTP/1.1 200"), self.taken[:100]
        head, _, body = self.taken.partition(b"\r\n\r\n")
        self.length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        self.taken = len(body)

    def finish(self) -> bool:
        """Takes the rest; whether it came whole."""
        try:
            while self.taken < self.length and (chunk := self.connection.recv(65536)):
                self.taken += len(chunk)
        except OSError:
            pass
        self.connection.close()
        return self.taken == self.length


@pytest.fixture
def with_a_film(tmp_path):
    """A publication with a file of 24 MB, and how to start it."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(24_000_000))
    (folder / "a.md").write_text("---\ntitle: A film\ndate: 2026-01-02T03:04:05Z\nauthor: Ada Marsh\n---\n[the film](film.mp4)\n")
    standfirst("setup", "--name", "The Test", "--data", tmp_path / "data")
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    shutil.copy(folder / "film.mp4", uploads / "film.mp4")
    export = tmp_path / "export.xml"
    address = "https://old.example/wp-content/uploads/film.mp4"
    export.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Old Paper</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>"
        "<item><title>film</title><link>https://old.example/film/</link><wp:post_id>5</wp:post_id><wp:post_name>film</wp:post_name>"
        f"<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>{address}</wp:attachment_url></item></channel></rss>")
    standfirst("import", "wordpress", export, "--media", uploads, "--no-fetch", "--data", tmp_path / "data")

    def start(**settings):
        paper = Newspaper(tmp_path / "data", settings=settings).start()
        path = "/wp-content/uploads/film.mp4"
        while (answer := paper.get(path))[0] in (301, 308):
            path = re.sub(r"^https?://[^/]+", "", answer[1]["Location"])
        assert answer[0] == 200 and len(answer[2]) > 24_000_000
        return paper, path

    return start


def test_a_request_under_way_is_answered_to_its_end_before_the_program_ends(with_a_film):
    paper, film = with_a_film(**{"shutdown.bound": 15})
    try:
        download = Download(paper, film)
        paper.process.send_signal(signal.SIGTERM)
        eventually(lambda: any(line["message"] == "stopping" for line in paper.log_lines()))
        with pytest.raises(OSError):
            # It listens no more, while the reader has its time.
            eventually(lambda: paper.connect(timeout=1).close() and False, timeout=10)
        assert paper.process.poll() is None
        assert download.finish()
        assert paper.process.wait(10) == 0, paper.log_text()
        assert paper.log_lines()[-1]["message"] == "stopped"
    finally:
        paper.stop()


def test_a_download_that_goes_on_past_the_bound_is_cut(with_a_film):
    paper, film = with_a_film(**{"shutdown.bound": 1})
    try:
        download = Download(paper, film)
        paper.process.send_signal(signal.SIGTERM)
        assert paper.process.wait(10) == 0, paper.log_text()
        assert not download.finish()
        (cut,) = [line for line in paper.log_lines() if line["message"].startswith("cut what was left")]
        assert cut["connections"] == 1 and cut["level"] == "warning"
    finally:
        paper.stop()


def test_a_second_signal_ends_it_at_once(with_a_film):
    paper, film = with_a_film(**{"shutdown.bound": 600})
    try:
        download = Download(paper, film)
        paper.process.send_signal(signal.SIGTERM)
        eventually(lambda: any(line["message"] == "stopping" for line in paper.log_lines()))
        assert paper.process.poll() is None
        paper.process.send_signal(signal.SIGTERM)
        assert paper.process.wait(10) == 128 + signal.SIGTERM
        assert paper.log_lines()[-1]["message"] == "ended at once"
        assert not download.finish()
    finally:
        paper.stop()


def test_load_balancers_hear_of_the_end_before_it_comes(tmp_path):
    with running(tmp_path / "data", demo=True, settings={"shutdown.delay": 4}) as paper:
        assert paper.get("/readyz")[0] == 200
        paper.process.send_signal(signal.SIGTERM)
        eventually(lambda: paper.get("/readyz")[0] == 503, timeout=3)
        # Readers who still come are answered, and asked not to come again on this connection.
        status, headers, body = paper.get("/search?q=harbour")
        assert status == 200 and b"<main" in body and headers["Connection"] == "close"
        assert paper.get("/healthz")[0] == 200
        assert paper.process.wait(20) == 0


# Settings while it runs


def test_sighup_reads_the_settings_again_and_a_fault_in_them_changes_nothing(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        settings = paper.data / "standfirst.json"

        def reload(text: str, message: str):
            seen = sum(message in line["message"] for line in paper.log_lines())
            settings.write_text(text)
            paper.process.send_signal(signal.SIGHUP)
            eventually(lambda: sum(message in line["message"] for line in paper.log_lines()) > seen)

        def is_noted(path: str) -> bool:
            paper.get(path)
            time.sleep(0.2)
            return any(line.get("path") == path.split("?")[0] for line in paper.log_lines())

        assert not is_noted("/section/harbour")
        reload('{"log": {"access": true}}', "read again")
        assert is_noted("/topic/harbour")
        for faulty, word in [('{"log": {"level": "loud"}}', "log.level"), ('{"log": ', "JSON"), ('{"lgo": {}, "colour": 1}', "colour")]:
            reload(faulty, "stay as they were")
            (line,) = [line for line in paper.log_lines() if "stay as they were" in line["message"]][-1:]
            assert word in line["why"] and line["level"] == "error"
        assert is_noted("/archive")
        reload('{"metrics": {"token": "a-token-of-24-characters"}}', "read again")
        assert paper.get("/metrics")[0] == 404
        reload("{}", "read again")
        assert paper.get("/metrics")[0] == 200
        # Gone is as good as empty.
        settings.unlink()
        paper.process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert paper.process.poll() is None and paper.get("/")[0] == 200


def test_a_fault_in_the_settings_is_one_line_and_no_newspaper(tmp_path):
    standfirst("setup", "--data", tmp_path / "data", "--name", "The Test")
    (tmp_path / "data/standfirst.json").write_text('{"limits": {"idletime": -5}}')
    result = standfirst("serve", "--data", tmp_path / "data", "--address", "127.0.0.1:0", check=False)
    assert result.returncode == 2 and "limits.idletime" in result.stderr and "1 to 3600" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
