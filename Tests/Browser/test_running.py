"""What happens to a running newspaper: its database goes away, its look changes, others publish, it is told to end."""

import contextlib
import datetime
import os
import re
import signal
import socket
import sqlite3
import subprocess

import pytest

from newspaper import ROOT, PostgresServer, eventually, postgres_database, running
from pages import page_kinds


@pytest.fixture(scope="module")
def postgres():
    if not subprocess.run([ROOT / "Tests/postgres", "--check"]).returncode == 0:
        pytest.skip("no PostgreSQL server can be started here")
    server = PostgresServer()
    yield server
    server.remove()


def is_page_of_the_paper(body: bytes) -> bool:
    return b"<main" in body and b"The Saltreath Lantern" in body and b'rel="stylesheet"' in body


def add_story(paper, folder, slug: str, *, draft=False, date="2026-01-02T03:04:05Z"):
    """Writes a story as a file and imports it, as another process than the server."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.md").write_text(
        f"---\ntitle: The tide at {slug}\ndate: {date}\ndraft: {str(draft).lower()}\nauthor: Ada Marsh\n---\nIt came in.\n")
    paper.command("import", "markdown", folder, check=True)


def test_readers_get_a_page_while_postgresql_is_away_and_the_paper_when_it_is_back(tmp_path, postgres):
    with running(tmp_path / "data", database=postgres.address, demo=True) as paper:
        kinds = page_kinds(paper)
        assert paper.get("/readyz")[0] == 200
        postgres.stop()
        try:
            status, headers, body = paper.get("/search?q=nobody+has+asked+this")
            assert status == 503 and is_page_of_the_paper(body), status
            assert int(headers["Retry-After"]) > 0 and headers["Cache-Control"] == "no-store"
            assert b"Traceback" not in body and b"postgres" not in body.lower() and b"socket" not in body.lower()
            assert paper.get("/readyz")[0] == 503
            assert paper.get("/healthz")[0] == 200
            for kind, path in kinds.items():
                status, _, body = paper.get(path)
                # A page that was asked for before may still be given out.
                assert status == 503 or (status in (200, 404) and b"<main" in body), (kind, status)
            css = re.search(rb'rel="stylesheet" href="([^"]+)"', body)[1].decode()
            assert paper.get(css)[0] == 200
        finally:
            postgres.start()
        eventually(lambda: paper.get("/readyz")[0] == 200)
        for kind, path in kinds.items():
            assert paper.get(path)[0] == (404 if kind == "not found" else 200), kind
        # It hears of others' work again.
        paper.command("story", "withdraw", kinds["story"], "--notice", "Taken back.", "--by", "An Editor")
        eventually(lambda: paper.get(kinds["story"])[0] == 410)
        eventually(lambda: kinds["story"].encode() not in paper.get("/")[2])


def test_a_damaged_database_file_gives_a_page_and_a_line_in_the_log(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        page_kinds(paper)
        paper.stop()
        (database,) = (tmp_path / "data").glob("*.sqlite")
        with contextlib.closing(sqlite3.connect(database)) as connection:
            # All of it into the one file: the log beside it may hold the most.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = database.read_bytes()
        paper.start()
        assert paper.get("/")[0] == 200
        with open(database, "r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (len(whole) - 4096))
        statuses = set()
        for path in ["/search?q=harbour", "/search?q=wall", "/section/harbour", "/archive", "/archive/2025/10", "/topic/harbour", "/sitemap/1.xml"]:
            status, _, body = paper.get(path)
            statuses.add(status)
            if status == 500:
                assert is_page_of_the_paper(body) and b"SQL" not in body and str(tmp_path).encode() not in body
        assert 500 in statuses and statuses <= {200, 404, 500}, statuses
        assert "damaged" in paper.log_text() or "malformed" in paper.log_text()
        assert paper.get("/healthz")[0] == 200
        paper.stop()
        database.write_bytes(whole)
        for leftover in (tmp_path / "data").glob("*.sqlite-*"):
            leftover.unlink()
        paper.start()
        assert paper.get("/search?q=harbour")[0] == 200


@pytest.mark.skipif(os.getuid() != 0, reason="only root can run the program as somebody who may not write")
def test_a_folder_that_became_read_only_is_still_read(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        paper.stop()
        for path in [tmp_path, *tmp_path.parents][:3]:
            path.chmod(0o755)
        story = None
        paper.start()
        story = page_kinds(paper)["story"]
        paper.stop()
        subprocess.run(["chmod", "-R", "a-w,a+rX", tmp_path / "data"], check=True)
        (database,) = (tmp_path / "data").glob("*.sqlite")
        result = paper.command(
            "story", "withdraw", story, "--notice", "x", "--by", "An Editor", check=False, user=65534, cwd="/", env={"PATH": os.environ["PATH"]})
        assert result.returncode == 2 and "read-only" in result.stderr, result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            assert connection.execute("SELECT count(*) FROM story WHERE state = 'withdrawn'").fetchone() == (0,)
        subprocess.run(["chmod", "-R", "u+w", tmp_path / "data"], check=True)


def test_sighup_takes_the_look_from_its_files_again(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        def stylesheet():
            return re.search(rb'rel="stylesheet" href="([^"]+)"', paper.get("/")[2])[1].decode()

        before = stylesheet()
        look = tmp_path / "data/look"
        look.mkdir(exist_ok=True)
        (look / "custom.css").write_text(".masthead { letter-spacing: 0.01em }\n")
        assert stylesheet() == before
        paper.process.send_signal(signal.SIGHUP)
        after = eventually(lambda: stylesheet() != before and stylesheet())
        assert b"letter-spacing: 0.01em" in paper.get(after)[2].replace(b"letter-spacing:0.01em", b"letter-spacing: 0.01em")
        # Pages that readers have open still name the one before.
        assert paper.get(before)[0] == 200
        (look / "custom.css").write_text("@import url(https://elsewhere.example/x.css);\n")
        paper.process.send_signal(signal.SIGHUP)
        eventually(lambda: paper.get("/")[0] == 200 and "custom.css:1" in paper.log_text())
        assert stylesheet() == after


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path, number):
    with running(tmp_path / "data", demo=True) as paper:
        # A reader's connection that is open and idle must not hold it up.
        with socket.create_connection(("127.0.0.1", paper.port)) as idle:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert idle.recv(4096).startswith(b"HTTP/1.1 200")
            paper.process.send_signal(number)
            assert paper.process.wait(20) == 0, paper.log_text()
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", paper.port), timeout=2).close()
        (database,) = (tmp_path / "data").glob("*.sqlite")
        with sqlite3.connect(database) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        paper.start()
        assert paper.get("/")[0] == 200


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    if request.param == "sqlite":
        yield "sqlite"
        return
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    with postgres_database() as address:
        yield address


def test_a_scheduled_story_comes_out_while_it_serves(tmp_path, database):
    with running(tmp_path / "data", database=database, demo=True) as paper:
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=6)
        add_story(paper, tmp_path / "content", "on-time", date=moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        assert "on-time" in paper.command("story", "list", "--state", "scheduled").stdout
        address = f"/{moment:%Y/%m}/on-time"
        assert paper.get(address)[0] == 404
        assert address.encode() not in paper.get("/feed.xml")[2]
        eventually(lambda: paper.get(address)[0] == 200)
        assert datetime.datetime.now(datetime.UTC) >= moment
        eventually(lambda: address.encode() in paper.get("/feed.xml")[2])
        assert "publish by schedule" in paper.command("story", "history", address).stdout


def test_what_one_node_publishes_the_other_shows(tmp_path):
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    with postgres_database() as database:
        with running(tmp_path / "one", database=database, demo=True) as first, running(tmp_path / "two", database=database) as second:
            papers = [first, second]
            add_story(first, tmp_path / "content", "two-nodes", draft=True)
            for paper in papers:
                assert b"two-nodes" not in paper.get("/")[2] + paper.get("/feed.xml")[2]
            first.command("story", "publish", "two-nodes", "--by", "An Editor")
            address = re.search(r"published +(/\S+/two-nodes)", first.command("story", "list", "--state", "published").stdout)[1]
            for paper in papers:
                eventually(lambda: paper.get(address)[0] == 200)
                eventually(lambda: address.encode() in paper.get("/feed.xml")[2])
            first.command("story", "withdraw", address, "--notice", "Taken back.", "--by", "An Editor")
            for paper in papers:
                eventually(lambda: paper.get(address)[0] == 410)
                eventually(lambda: address.encode() not in paper.get("/feed.xml")[2])
            first.command("setup", "--name", "The Other Lantern")
            for paper in papers:
                eventually(lambda: b"The Other Lantern" in paper.get("/")[2])
