"""Archives and backups: taken while the paper is published, cut off, damaged, and put back elsewhere."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import tarfile
import threading
import time

import pytest

from newspaper import PROGRAM, ROOT, Newspaper, postgres_database, standfirst

PICTURE = ROOT / "Sources/Standfirst/Demo/pictures/tide-gauge.jpg"
KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

needs_postgres = pytest.mark.skipif(
    "STANDFIRST_TEST_POSTGRES" not in os.environ, reason="STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")


@pytest.fixture(scope="module")
def publication(tmp_path_factory):
    """A stopped demo publication with a look of its own; tests take copies."""
    data = tmp_path_factory.mktemp("backup") / "data"
    paper = Newspaper(data, demo=True).start()
    paper.get("/")
    paper.stop()
    (data / "look").mkdir()
    (data / "look" / "custom.css").write_text("p { orphans: 3 }\n")
    return data


@pytest.fixture
def data(publication, tmp_path):
    return shutil.copytree(publication, tmp_path / "data")


@contextlib.contextmanager
def running(data, **options):
    paper = Newspaper(data, **options).start()
    try:
        yield paper
    finally:
        paper.stop()


def archive_of(data, file, database="sqlite"):
    standfirst("export", "archive", file, "--data", data, "--database", database)
    return file.read_bytes()


def complaint(result) -> str:
    """The one line that says what is wrong."""
    assert result.returncode == 2, (result.returncode, result.stdout, result.stderr)
    lines = [line for line in result.stderr.splitlines() if line.startswith("standfirst: ")]
    assert len(lines) == 1, result.stderr
    return lines[0]


def visible(folder):
    """What looks like a finished file."""
    return sorted(path.name for path in pathlib.Path(folder).iterdir() if not path.name.startswith(".") and path.is_file())


# Archives


@needs_postgres
def test_the_demo_goes_from_sqlite_to_postgresql_and_back_and_is_the_same(data, tmp_path):
    first = archive_of(data, tmp_path / "first.tar")
    with postgres_database() as database:
        standfirst("import", "archive", tmp_path / "first.tar", "--data", tmp_path / "other", "--database", database)
        assert archive_of(tmp_path / "other", tmp_path / "second.tar", database) == first
        standfirst("import", "archive", tmp_path / "second.tar", "--data", tmp_path / "third")
        assert archive_of(tmp_path / "third", tmp_path / "third.tar") == first
        with running(data) as original, running(tmp_path / "other", database=database) as copy:
            for path in ["/archive", "/search?q=harbour", "/feed.json"]:
                there, here = original.get(path)[2], copy.get(path)[2]
                assert there.count(b"<article") == here.count(b"<article") and len(here) > 500, path
            for path in re.findall(r'href="(/\d{4}/\d{2}/[^"]+)"', original.get("/")[2].decode())[:12]:
                assert copy.get(path)[0] == 200, path


def test_standard_tools_open_an_archive_and_check_it(data, tmp_path):
    look = data / "look" / ("a folder " + "x" * 100)
    look.mkdir(parents=True)
    (look / "größe.txt").write_text("a long name, and not in ASCII")
    archive_of(data, tmp_path / "paper.tar")
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "xf", tmp_path / "paper.tar", "-C", tmp_path / "out"], check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=tmp_path / "out", check=True)
    sums = (tmp_path / "out/SHA256SUMS").read_text().splitlines()
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(sums) == len(files) - 1
    assert (tmp_path / "out" / look.relative_to(data) / "größe.txt").read_text() == "a long name, and not in ASCII"
    manifest = json.loads((tmp_path / "out/archive.json").read_text())
    for table in manifest["tables"]:
        lines = [line for part in sorted((tmp_path / "out/tables" / table["name"]).glob("*.jsonl")) for line in part.read_text().split("\n")[:-1]]
        assert len(lines) == table["rows"], table["name"]
        for line in lines:
            assert list(json.loads(line)) == [column["name"] for column in table["columns"]]
    stories = (tmp_path / "out/tables/story/000001.jsonl").read_text().splitlines()
    assert len(stories) > 40


def test_an_archive_through_pipes_is_the_same(data, tmp_path):
    whole = archive_of(data, tmp_path / "paper.tar")
    piped = subprocess.run([PROGRAM, "export", "archive", "-", "--data", data], capture_output=True, check=True).stdout
    assert piped == whole
    subprocess.run([PROGRAM, "import", "archive", "-", "--data", tmp_path / "copy"], input=whole, check=True, capture_output=True)
    assert archive_of(tmp_path / "copy", tmp_path / "copy.tar") == whole
    assert [path.name for path in (tmp_path / "copy").iterdir() if path.name.startswith(".archive")] == []


def test_refusals_say_what_is_wrong_and_change_nothing(data, tmp_path):
    file = tmp_path / "paper.tar"
    whole = archive_of(data, file)
    assert "already" in complaint(standfirst("export", "archive", file, "--data", data, check=False))
    assert file.read_bytes() == whole
    standfirst("export", "archive", file, "--force", "--data", data)
    assert "empty publication" in complaint(standfirst("import", "archive", file, "--data", data, check=False))
    assert "no publication" in complaint(standfirst("export", "archive", tmp_path / "x.tar", "--data", tmp_path / "typo", check=False))
    assert "can't be read" in complaint(standfirst("import", "archive", tmp_path / "none.tar", "--data", tmp_path / "new", check=False))
    (tmp_path / "text").write_text("this is no archive\n" * 100)
    assert "no archive" in complaint(standfirst("import", "archive", tmp_path / "text", "--data", tmp_path / "new", check=False))
    for place in random.sample(range(512, len(whole) - 1024), 12):
        damaged = bytearray(whole)
        damaged[place] ^= 4
        (tmp_path / "damaged.tar").write_bytes(damaged)
        assert "damaged at" in complaint(standfirst("import", "archive", tmp_path / "damaged.tar", "--data", tmp_path / "new", check=False))
        (tmp_path / "damaged.tar").write_bytes(whole[:place])
        assert "damaged at" in complaint(standfirst("import", "archive", tmp_path / "damaged.tar", "--data", tmp_path / "new", check=False))
    standfirst("import", "archive", file, "--data", tmp_path / "new")
    assert archive_of(tmp_path / "new", tmp_path / "new.tar") == whole


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=needs_postgres)])
def test_an_import_that_is_killed_leaves_an_empty_publication_or_a_whole_one(data, tmp_path, engine):
    whole = archive_of(data, tmp_path / "paper.tar")
    with postgres_database() if engine == "postgres" else contextlib.nullcontext("sqlite") as database:
        where = ["--data", tmp_path / "copy", "--database", database]
        started = time.monotonic()
        standfirst("import", "archive", tmp_path / "paper.tar", "--data", tmp_path / "timed")
        took = time.monotonic() - started
        killed = 0
        for attempt in range(6):
            process = subprocess.Popen(
                [PROGRAM, "import", "archive", tmp_path / "paper.tar", *where], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(took * (attempt + 1) / 7)
            process.kill()
            process.wait()
            killed += process.returncode == -9
            if standfirst("export", "archive", tmp_path / f"{attempt}.tar", *where, check=False).returncode == 0:
                # It came to its end before it was killed.
                assert (tmp_path / f"{attempt}.tar").read_bytes() == whole
                break
            assert visible(tmp_path).count(f"{attempt}.tar") == 0
        else:
            standfirst("import", "archive", tmp_path / "paper.tar", *where)
        assert killed > 0
        standfirst("export", "archive", tmp_path / "end.tar", *where)
        assert (tmp_path / "end.tar").read_bytes() == whole


# Faults of the disk and of the database


def limited(kilobytes: int, *arguments):
    """Runs a command that can't make a file larger than that: what a full disk is to it."""
    command = f"ulimit -f {kilobytes}; exec \"$@\""
    return subprocess.run(["bash", "-c", command, "-", PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def test_a_full_disk_leaves_nothing_that_looks_finished(data, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    assert "can't be written" in complaint(limited(200, "export", "archive", out / "paper.tar", "--data", data))
    assert "can't be written" in complaint(limited(200, "backup", out, "--data", data))
    assert visible(out) == [] and list(out.rglob("*.tar")) == []
    whole = archive_of(data, tmp_path / "paper.tar")
    assert limited(300, "import", "archive", tmp_path / "paper.tar", "--data", tmp_path / "new").returncode == 2
    standfirst("import", "archive", tmp_path / "paper.tar", "--data", tmp_path / "new")
    assert archive_of(tmp_path / "new", tmp_path / "new.tar") == whole


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_is_really_full(data, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        assert "No space left" in complaint(standfirst("export", "archive", disk / "paper.tar", "--data", data, check=False))
        assert "No space left" in complaint(standfirst("backup", disk, "--data", data, check=False))
        assert list(disk.rglob("*.tar")) == []
        assert os.statvfs(disk).f_bavail > 0
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_cannot_be_written_and_databases_that_cannot_be_read(data, tmp_path):
    import sqlite3

    (tmp_path / "file").write_text("in the way")
    assert "can't be written" in complaint(standfirst("backup", tmp_path / "file" / "b", "--data", data, check=False))
    assert "can't be written" in complaint(standfirst("export", "archive", tmp_path / "none" / "a.tar", "--data", data, check=False))
    newer = shutil.copytree(data, tmp_path / "newer")
    with sqlite3.connect(newer / "standfirst.sqlite") as connection:
        connection.execute("INSERT INTO storage_migration SELECT 99999, name, fingerprint, run_at FROM storage_migration LIMIT 1")
    assert "newer" in complaint(standfirst("backup", tmp_path / "b", "--data", newer, check=False))
    broken = shutil.copytree(data, tmp_path / "broken")
    for name in ("standfirst.sqlite-wal", "standfirst.sqlite-shm"):
        (broken / name).unlink(missing_ok=True)
    size = (broken / "standfirst.sqlite").stat().st_size
    with open(broken / "standfirst.sqlite", "r+b") as file:
        file.seek(size // 3)
        file.write(b"\xff" * (size // 2))
    assert "damaged" in complaint(standfirst("backup", tmp_path / "b", "--data", broken, check=False))
    assert not (tmp_path / "b").exists() or list((tmp_path / "b").glob("*.tar")) == []


# Backups


class Publishing:
    """Publishes a story with a picture of its own again and again, as an editor's program would."""

    def __init__(self, paper, folder):
        self.paper = paper
        self.folder = folder
        self.published = []
        self.faults = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        (self.folder / "static").mkdir(parents=True)
        (self.folder / "content").mkdir()
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def _run(self):
        while not self.ended.is_set():
            slug = f"tide-{len(self.published):04}"
            picture = PICTURE.read_bytes() + slug.encode()
            (self.folder / f"static/{slug}.jpg").write_bytes(picture)
            (self.folder / f"content/{slug}.md").write_text(
                f"---\ntitle: The {slug}\ndate: 2026-01-02T03:04:05Z\nslug: {slug}\n---\nBegun.\n\n![The gauge](/{slug}.jpg)\n\nEnded.\n")
            result = self.paper.command("import", "markdown", self.folder, check=False)
            if result.returncode not in (0, 1):
                self.faults.append(result.stderr)
            else:
                self.published.append((slug, hashlib.sha256(picture).hexdigest()))


def published_in(paper):
    listed = paper.command("story", "list", "--state", "published").stdout
    return dict((slug, path) for path, slug in re.findall(r"published +(/\S*/(tide-\d{4}))", listed))


def assert_whole(paper, expected):
    """That every expected story is there and can be read, and that none is there in part."""
    found = published_in(paper)
    assert {slug for slug, _ in expected} <= set(found)
    for slug, path in found.items():
        status, _, body = paper.get(path)
        assert status == 200 and b"Begun." in body and b"Ended." in body, path
        picture = re.search(rb'src="(/media/[^"]+)"', body)
        assert picture, path
    objects = paper.data / "media"
    for slug, digest in expected:
        assert hashlib.sha256((objects / digest[:2] / digest[2:]).read_bytes()).hexdigest() == digest, slug
    last = found[max(found)]
    status, headers, body = paper.get(re.search(rb'src="(/media/[^"]+)"', paper.get(last)[2])[1].decode())
    assert status == 200 and headers["Content-Type"].startswith("image/"), last


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=needs_postgres)])
def test_backups_of_a_paper_that_is_being_published_hold_all_that_was_there_before(data, tmp_path, engine):
    folder = tmp_path / "backups"
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(postgres_database()) if engine == "postgres" else "sqlite"
        home = data
        if engine == "postgres":
            archive_of(data, tmp_path / "paper.tar")
            home = tmp_path / "home"
            standfirst("import", "archive", tmp_path / "paper.tar", "--data", home, "--database", database)
        taken = []
        paper = Newspaper(home, database=database).start()
        try:
            with Publishing(paper, tmp_path / "site") as work:
                for number in range(6):
                    while len(work.published) < number + 1 and not work.faults:
                        time.sleep(0.1)
                    before = list(work.published)
                    if number in (1, 4):
                        # Killed on the way: what it leaves is no backup.
                        known = visible(folder)
                        process = subprocess.Popen(
                            [PROGRAM, "backup", folder, "--data", home, "--database", database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                        time.sleep(0.15 * number)
                        process.kill()
                        process.wait()
                        assert visible(folder) == known or len(visible(folder)) == len(known) + 1
                        # It may have come to its end, and have the name that the next would have in the same second.
                        time.sleep(1.1)
                        continue
                    report = json.loads(paper.command("backup", folder, "--json").stdout)
                    assert report["archive"]["missing"] == []
                    taken.append((pathlib.Path(report["file"]), before))
                    assert paper.get("/")[0] == 200
            assert work.faults == []
        finally:
            # As a power failure ends it.
            paper.process.kill()
            paper.process.wait()
        assert len(taken) == 4 and len(taken[-1][1]) > len(taken[0][1])
        verified = json.loads(standfirst("backup", "verify", folder, "--json").stdout)
        assert all("fault" not in entry for entry in verified) and len(verified) >= 4

        file, before = taken[-1]
        standfirst("restore", file, "--data", tmp_path / "restored")
        with running(tmp_path / "restored") as restored:
            assert_whole(restored, before)
        if "STANDFIRST_TEST_POSTGRES" in os.environ:
            other = stack.enter_context(postgres_database())
            standfirst("restore", folder, "--data", tmp_path / "elsewhere", "--database", other)
            with running(tmp_path / "elsewhere", database=other) as elsewhere:
                assert_whole(elsewhere, before)
        # The one that was killed was not harmed, and has all that its editor was told of.
        with running(home, database=database) as paper:
            assert_whole(paper, work.published)


def test_backups_copy_what_is_new_and_keep_as_many_as_they_are_told(data, tmp_path):
    folder = tmp_path / "backups"
    standfirst("backup", folder, "--data", data)
    objects = {path: path.stat().st_mtime_ns for path in (folder / "objects").rglob("*") if path.is_file()}
    assert len(objects) > 30
    for _ in range(3):
        time.sleep(1.1)
        standfirst("backup", folder, "--data", data, "--keep", "2")
    assert {path: path.stat().st_mtime_ns for path in (folder / "objects").rglob("*") if path.is_file()} == objects
    assert len(visible(folder)) == 2
    victim = max(objects, key=lambda path: path.stat().st_size)
    content = victim.read_bytes()
    name = "objects/" + str(victim.relative_to(folder / "objects"))
    victim.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    result = standfirst("backup", "verify", folder, check=False)
    assert result.returncode == 2 and result.stdout.count(f"damaged or missing: {name}") == 2
    # One bad file costs the paper that file alone.
    result = standfirst("restore", folder, "--data", tmp_path / "new", check=False)
    assert result.returncode == 1 and victim.parent.name + victim.name in result.stderr
    with running(tmp_path / "new") as paper:
        assert b"<article" in paper.get("/")[2]
    assert "empty publication" in complaint(standfirst("restore", folder, "--data", tmp_path / "new", check=False))
    time.sleep(1.1)
    standfirst("backup", folder, "--data", data, "--check")
    assert victim.read_bytes() == content
    victim.write_bytes(content + b"x")
    time.sleep(1.1)
    standfirst("backup", folder, "--data", data)
    assert victim.read_bytes() == content
    standfirst("backup", "verify", folder)
    standfirst("restore", folder, "--data", tmp_path / "whole")


def test_a_backup_is_made_and_says_what_rotation_could_not_do(data, tmp_path):
    folder = tmp_path / "backups"
    standfirst("backup", folder, "--data", data)
    (first,) = folder.glob("*.tar")
    (folder / "standfirst-2020-01-01T000000Z.tar").write_bytes(first.read_bytes())
    (folder / "standfirst-2020-01-02T000000Z.tar").write_text("no tar")
    ahead = folder / "standfirst-2099-01-01T000000Z.tar"
    ahead.write_bytes(first.read_bytes())
    time.sleep(1.1)
    result = standfirst("backup", folder, "--data", data, "--keep", "3", "--json", check=False)
    report = json.loads(result.stdout)
    assert result.returncode == 1 and pathlib.Path(report["file"]).exists()
    assert report["ahead"] == [str(ahead)] and "clock" in result.stderr
    assert len(report["faults"]) == 1 and "2020-01-02" in report["faults"][0] and "2020-01-02" in result.stderr
    assert len(report["removed"]) == 1 and "2020-01-01" in report["removed"][0]
    result = standfirst("restore", folder, "--data", tmp_path / "new")
    assert report["file"] in result.stdout


def test_a_backup_holds_no_key_and_says_so(data, tmp_path):
    import sqlite3

    (data / "standfirst.json").write_text("{}")
    environment = {**os.environ, "STANDFIRST_SOURCE_KEY": KEY}
    result = standfirst("backup", tmp_path / "one", "--data", data, env=environment)
    assert "sealed" not in result.stderr
    with sqlite3.connect(data / "standfirst.sqlite") as connection:
        (thing,) = connection.execute("SELECT MIN(original) FROM media WHERE original IS NOT NULL").fetchone()
        source, version = b"\x01" * 16, b"\x02" * 16
        connection.execute("INSERT INTO source VALUES (?, 'interview', 'confidential', 1, 'Nadia')", [source])
        connection.execute(
            """INSERT INTO source_version (id, source, number, captured_at, captured_by, method, format, turns, title,
                original_object, original_bytes, text_object, text_bytes, length, sealed_with, sealed)
            VALUES (?, ?, 1, 1, 'Nadia', 'typed', 'text', 'none', '', ?, 1, ?, 1, 1, 'key', x'00')""",
            [version, source, thing, thing])
    result = standfirst("backup", tmp_path / "two", "--data", data, env=environment)
    assert "keep it elsewhere" in " ".join(result.stderr.split())
    (file,) = (tmp_path / "two").glob("*.tar")
    assert KEY.encode() not in file.read_bytes() and bytes.fromhex(KEY) not in file.read_bytes()
    with tarfile.open(file) as archive:
        assert json.load(archive.extractfile("standfirst.json")) == {}
