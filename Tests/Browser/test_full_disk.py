"""A disk that is full: what is published stays readable, nothing is half done, and each command says what to do."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess

import pytest

from consistency import what_is_half_done
from newspaper import PROGRAM, Newspaper, eventually, running, standfirst
from pages import page_kinds
from test_kills import write_stories

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can make a small file system to fill")


@pytest.fixture
def disk(tmp_path):
    """A file system of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no small file system can be made here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(folder, *, leaving: int = 0):
    """Fills the file system; `leaving` so many bytes."""
    filler = folder / "filler"
    size = shutil.disk_usage(folder).free - leaving
    with contextlib.suppress(OSError), open(filler, "ab", buffering=0) as file:
        while size > 0:
            size -= file.write(bytes(min(size, 65536)))
    return filler


def one_line(result, *words):
    assert result.returncode == 2, (result.stdout, result.stderr)
    # Before it there may be how far it was.
    (fault,) = [line for line in result.stderr.splitlines() if line.startswith("standfirst: ")]
    assert result.stderr.strip().splitlines()[-1] == fault
    for word in words:
        assert word in fault.lower(), fault


def test_publishing_on_a_full_disk_happens_not_at_all_and_readers_read_on(disk, tmp_path):
    data = disk / "data"
    write_stories(tmp_path / "content", 3, draft=True)
    with running(data, demo=True) as paper:
        story = page_kinds(paper)["story"]
        paper.command("import", "markdown", tmp_path / "content")
        (database,) = data.glob("*.sqlite")
        with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection:
            # The log beside the database has room from before, which would be used first.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        filler = fill(disk)
        result = paper.command("story", "publish", "tide-2", "--by", "An Editor", check=False)
        one_line(result, "free space")
        for path in ("/", story, "/search?q=harbour", "/feed.xml", "/readyz"):
            assert paper.get(path)[0] == 200, path
        filler.unlink()
        assert what_is_half_done(data, deep=True) == []
        paper.command("story", "publish", "tide-2", "--by", "An Editor")
        eventually(lambda: paper.get("/search?q=tide")[2].count(b"/tide-2") > 0)
        assert what_is_half_done(data, deep=True) == []


@pytest.mark.parametrize("room", [0, 200_000, 500_000])
def test_an_import_on_a_full_disk_stops_in_one_line_and_is_taken_up_again(disk, tmp_path, room):
    data = disk / "data"
    write_stories(tmp_path / "content", 150, draft=False)
    standfirst("setup", "--name", "The Test", "--data", data)
    filler = fill(disk, leaving=room)
    result = standfirst("import", "markdown", tmp_path / "content", "--data", data, check=False)
    one_line(result, "space")
    filler.unlink()
    assert what_is_half_done(data, deep=True) == []
    standfirst("import", "markdown", tmp_path / "content", "--data", data)
    assert what_is_half_done(data, deep=True) == []
    stories = json.loads(standfirst("story", "list", "--json", "--data", data).stdout)
    assert len(stories) == 150


def test_beginning_on_a_full_disk_is_one_line(disk):
    fill(disk)
    one_line(standfirst("setup", "--name", "The Test", "--data", disk / "data", check=False), "space")
    result = standfirst("serve", "--demo", "--data", disk / "data", "--address", "127.0.0.1:0", check=False)
    one_line(result, "space")


def test_a_log_on_a_full_disk_loses_lines_and_no_readers(disk, tmp_path):
    log = disk / "log"
    filler = fill(disk, leaving=3000)
    paper = Newspaper(tmp_path / "data", demo=True)
    paper.command("setup", "--name", "The Test")
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--demo", "--data", str(paper.data), "--address", f"127.0.0.1:{paper.port}"],
            stdout=output, stderr=output, env={**os.environ, "STANDFIRST_LOG_ACCESS": "true"})
    try:
        def answers():
            try:
                return paper.get("/healthz")[0] == 200
            except OSError:
                return False

        eventually(answers, timeout=120)
        for number in range(200):
            assert paper.get(f"/search?q=harbour+{number}")[0] == 200
        assert paper.metrics()["standfirst_log_lines_lost_total"] > 0
        filler.unlink()
        assert paper.get("/search?q=wall")[0] == 200
        # The line that was cut ends where the next begins.
        last = log.read_text().splitlines()[-1]
        assert json.loads(last)["path"] in ("/search", "/metrics")
    finally:
        process.terminate()
        assert process.wait(30) == 0


def test_pictures_on_a_full_disk_are_an_error_for_that_picture_alone(disk, tmp_path):
    data = disk / "data"
    with running(data, demo=True) as paper:
        page = paper.get("/")[2].decode()
        pictures = sorted(set(re.findall(r"/media/[0-9a-f]{64}/\d+\.\w+", page)))
        if not pictures:
            pytest.skip("the demo's front shows no pictures")
        filler = fill(disk)
        status, _, body = paper.get(pictures[-1])
        assert status in (200, 500, 503), status
        if status != 200:
            assert b"<main" in body and str(data).encode() not in body
        assert paper.get("/")[0] == 200
        filler.unlink()
        status, headers, body = paper.get(pictures[-1])
        assert status == 200 and headers.get_content_maintype() == "image" and len(body) > 100
