"""kill -9 at any moment of publishing and importing: each time all of it happened, or none."""

import json
import os
import pathlib
import random
import re
import signal
import subprocess
import time

import pytest

from consistency import what_is_half_done
from newspaper import PROGRAM, Newspaper, postgres_database, standfirst

# `make soak` asks for 200.
ROUNDS = int(os.environ.get("STANDFIRST_KILLS", "20"))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    if request.param == "sqlite":
        yield "sqlite"
        return
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    with postgres_database() as address:
        yield address


def write_stories(folder: pathlib.Path, count: int, *, draft: bool):
    """Stories for a publication; those that are out already quote somebody, which is checked after the import."""
    folder.mkdir()
    for number in range(count):
        quoted = '“The water came over the wall,” said Ada Marsh.\n\n' if number % 2 and not draft else ""
        (folder / f"tide-{number}.md").write_text(
            f"---\ntitle: Tide number {number}\ndate: 2026-0{number % 9 + 1}-02T03:04:05Z\ndraft: {str(draft).lower()}\nauthor: Ada Marsh\n"
            f"tags: [sea, wall-{number % 5}]\n---\n{quoted}{'It came in over the harbour wall. ' * 40}\n")


def changed_at(data: pathlib.Path):
    """When the database was last written to, as far as its files tell."""
    return [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(data.glob("*.sqlite-wal"))]


def kill_some_time(process, data, chance, usual: float, round: int) -> bool:
    """Kills the process at a moment that chance chooses: in every second round soon after it has begun to write."""
    if round % 2 and any(data.glob("*.sqlite")):
        before, deadline = changed_at(data), time.monotonic() + usual
        while changed_at(data) == before and process.poll() is None and time.monotonic() < deadline:
            pass
        time.sleep(chance.uniform(0, 0.01))
    else:
        time.sleep(chance.uniform(0, usual))
    killed = process.poll() is None
    if killed:
        process.send_signal(signal.SIGKILL)
    process.wait()
    return killed


def states(arguments) -> dict[str, str]:
    return {story["slug"]: story["state"] for story in json.loads(standfirst("story", "list", "--json", *arguments).stdout)}


def test_publishing_that_is_killed_happened_whole_or_not_at_all(tmp_path, database):
    rounds = ROUNDS if database == "sqlite" else max(4, ROUNDS // 4)
    data = tmp_path / "data"
    arguments = ["--data", str(data), "--database", database]
    standfirst("setup", "--name", "The Test", *arguments)
    write_stories(tmp_path / "content", 12, draft=True)
    standfirst("import", "markdown", tmp_path / "content", *arguments)
    assert what_is_half_done(data, database, deep=True) == []
    slugs = sorted(states(arguments))
    assert len(slugs) == 12
    begun = time.monotonic()
    standfirst("story", "publish", slugs[0], "--by", "An Editor", *arguments)
    usual = time.monotonic() - begun
    chance = random.Random(20_261_130)
    killed = published = 0
    for number in range(rounds):
        now = states(arguments)
        slug = chance.choice(slugs)
        step = ["withdraw", slug, "--notice", "Taken back."] if now[slug] == "published" else ["restore", slug, "--note", "It stands."] if now[slug] == "withdrawn" else ["publish", slug]
        process = subprocess.Popen(
            [PROGRAM, "story", *step, "--by", "An Editor", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        killed += kill_some_time(process, data, chance, usual * 1.1, number)
        assert what_is_half_done(data, database, deep=number % 10 == 9) == [], f"round {number}: {step}"
        then = states(arguments)
        assert {name for name in slugs if now[name] != then[name]} <= {slug}
        published += now[slug] != then[slug]
    print(f"{killed} of {rounds} were killed, {published} had happened")
    assert killed >= rounds // 4
    # It goes on as if nothing had been.
    for slug, state in states(arguments).items():
        if state == "published":
            continue
        standfirst("story", "restore" if state == "withdrawn" else "publish", slug, "--by", "An Editor", "--note", "It stands.", *arguments)
    assert what_is_half_done(data, database, deep=True) == []
    assert set(states(arguments).values()) == {"published"}


def test_an_import_that_is_killed_leaves_no_half_story_and_is_taken_up_again(tmp_path, database):
    rounds = ROUNDS if database == "sqlite" else max(4, ROUNDS // 4)
    write_stories(tmp_path / "content", 150, draft=False)
    chance = random.Random(7)
    killed = 0
    usual = None
    left = {}
    number = 0
    data = tmp_path / "data"
    arguments = ["--data", str(data), "--database", database]
    while number < rounds:
        if usual is None or len(left) == 150:
            # Begin anew: on SQLite in a folder of its own.
            if usual is not None and database != "sqlite":
                break
            data = tmp_path / f"data-{number}"
            arguments = ["--data", str(data), "--database", database]
            standfirst("setup", "--name", "The Test", *arguments)
            left = {}
            if usual is None:
                begun = time.monotonic()
                trial = ["--data", str(tmp_path / "trial")]
                standfirst("setup", "--name", "The Test", *trial)
                standfirst("import", "markdown", tmp_path / "content", *trial)
                usual = time.monotonic() - begun
        process = subprocess.Popen(
            [PROGRAM, "import", "markdown", str(tmp_path / "content"), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        killed += kill_some_time(process, data, chance, usual, number)
        assert what_is_half_done(data, database, deep=number % 10 == 9) == [], f"round {number}"
        now = states(arguments)
        assert left.items() <= now.items(), "what was imported stays"
        left = now
        number += 1
    print(f"{killed} of {number} were killed")
    assert killed >= number // 4
    standfirst("import", "markdown", tmp_path / "content", *arguments)
    assert what_is_half_done(data, database, deep=True) == []
    final = states(arguments)
    assert len(final) == 150 and set(final.values()) == {"published"}
    # Once more changes nothing.
    again = standfirst("import", "markdown", tmp_path / "content", "--json", *arguments)
    assert sum(json.loads(again.stdout)["imported"].values()) == 0


def test_a_server_that_is_killed_while_it_publishes_by_schedule_publishes_after_all(tmp_path):
    rounds = max(2, ROUNDS // 10)
    data = tmp_path / "data"
    paper = Newspaper(data)
    paper.command("setup", "--name", "The Test")
    write_stories(tmp_path / "content", 3 * rounds, draft=True)
    paper.command("import", "markdown", tmp_path / "content")
    chance = random.Random(3)
    slugs = sorted(states(["--data", str(data)]))
    for number in range(rounds):
        mine = slugs[3 * number:3 * number + 3]
        for slug in mine:
            for step in ("submit", "approve"):
                assert paper.command("story", step, slug, "--by", "An Editor").returncode == 0
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 12))
        for slug in mine:
            result = paper.command("story", "schedule", slug, "--at", moment, "--by", "An Editor", check=False)
            assert result.returncode == 0, result.stderr
        paper.start()
        before, deadline = changed_at(data), time.monotonic() + 40
        while changed_at(data) == before and time.monotonic() < deadline:
            pass
        time.sleep(chance.uniform(0, 0.02))
        paper.process.kill()
        paper.process.wait()
        paper.stop()
        assert what_is_half_done(data, deep=True) == []
        paper.start()
        try:
            deadline = time.monotonic() + 90
            while time.monotonic() < deadline:
                now = states(["--data", str(data)])
                if {now[slug] for slug in mine} == {"published"}:
                    break
                time.sleep(0.5)
            assert {now[slug] for slug in mine} == {"published"}
        finally:
            paper.stop()
        assert what_is_half_done(data, deep=True) == []
        for slug in mine:
            history = paper.command("story", "history", slug).stdout
            assert len(re.findall(r"publish by schedule", history)) == 1, history
