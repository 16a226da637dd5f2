"""Importing another system's content, as its owner would."""

import collections
import json
import random
import re
import signal
import subprocess
import time

import pytest

from newspaper import PROGRAM, ROOT, WORDPRESS, Newspaper, postgres_database, standfirst
from pages import sitemap_addresses


def found_in_file():
    """What the fixture holds, counted without the program."""
    text = WORDPRESS.read_text()
    kinds = collections.Counter(re.findall(r"<wp:post_type>(?:<!\[CDATA\[)?(\w+)", text))
    return {**kinds, "comment": text.count("<wp:comment>"), "category": text.count("<wp:category>"), "tag": text.count("<wp:tag>"), "author": text.count("<wp:author>")}


def test_the_theme_unit_test_imports_whole(imported):
    report = json.loads(imported.report.stdout)
    expected = found_in_file()
    assert {kind: report["found"][kind] for kind in expected} == expected
    for kind in ("post", "page", "attachment", "comment", "category", "tag", "author"):
        assert report["imported"][kind] == expected[kind], kind
    omitted = " ".join(entry["what"] for entry in report["omitted"])
    assert "nav_menu_item" in omitted
    for entry in report["changed"]:
        assert entry["what"] and entry["how"]
    for entry in report["omitted"]:
        assert entry["what"] and entry["why"]


def test_importing_twice_changes_nothing(imported):
    before = {path: imported.get(path)[2] for path in sitemap_addresses(imported)[:20]}
    again = json.loads(imported.command("import", "wordpress", WORDPRESS, "--no-fetch", "--json").stdout)
    assert sum(again["imported"].values()) == 0
    assert {path: imported.get(path)[2] for path in before} == before


def test_old_permalinks_redirect(imported):
    text = WORDPRESS.read_text()
    links = re.findall(r"<item>.*?<link>https?://[^/<]+(/[^<]*)</link>.*?<wp:status>(?:<!\[CDATA\[)?(\w+).*?<wp:post_type>(?:<!\[CDATA\[)?(\w+)", text, re.S)
    checked = 0
    secret = set(re.findall(r"<link>https?://[^/<]+(/[^<]*)</link>(?:(?!</item>).)*?<wp:post_password>(?:<!\[CDATA\[)?[^<\]]", text, re.S))
    for link, status, kind in links:
        if link in secret:
            # A password-protected post becomes a draft for the staff: readers learn nothing of it.
            assert imported.get(link.rstrip("/"))[0] == 404, link
        elif status == "publish" and kind in ("post", "page") and link not in ("", "/") and "?" not in link:
            code, headers, _ = imported.get(link)
            if code in (301, 308):
                code, _, _ = imported.get(re.sub(r"^https?://[^/]+", "", headers["Location"]))
            assert code == 200, link
            checked += 1
    assert checked > 50


def test_drafts_stay_unseen(imported):
    _, _, body = imported.get("/search?q=draft")
    assert b"Draft post" not in body


@pytest.mark.parametrize("cut", [0.02, 0.3, 0.6, 0.999])
def test_a_truncated_file_imports_nothing(tmp_path, cut):
    if not WORDPRESS.exists():
        pytest.skip(f"{WORDPRESS} is not here")
    whole = WORDPRESS.read_bytes()
    short = tmp_path / "short.xml"
    short.write_bytes(whole[: int(len(whole) * cut)])
    result = standfirst("import", "wordpress", short, "--no-fetch", "--data", tmp_path / "data", check=False)
    assert result.returncode == 2
    assert re.search(r"line \d+.*column \d+", result.stderr), result.stderr
    again = json.loads(standfirst("story", "list", "--json", "--data", tmp_path / "data").stdout)
    assert again == []


def make_export(folder, stories):
    tool = ROOT / "../shared/tools/make-wxr"
    if not tool.exists():
        pytest.skip(f"{tool} is not here")
    file = folder / f"{stories}.xml"
    with open(file, "wb") as output:
        subprocess.run(["python3", str(tool), str(stories)], stdout=output, check=True)
    return file


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_an_import_killed_at_any_moment_leaves_no_half_story_and_resumes(tmp_path, engine, request):
    import contextlib
    import os

    export = make_export(tmp_path, 1200)
    with contextlib.ExitStack() as stack:
        if engine == "postgres":
            if "STANDFIRST_TEST_POSTGRES" not in os.environ:
                pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
            database = stack.enter_context(postgres_database())
        else:
            database = "sqlite"
        arguments = ["--data", str(tmp_path / "data"), "--database", database]
        chance = random.Random(7)
        killed = 0
        for _ in range(12):
            process = subprocess.Popen([PROGRAM, "import", "wordpress", str(export), "--no-fetch", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.05, 0.9))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
            process.wait()
            stories = json.loads(standfirst("story", "list", "--json", *arguments).stdout)
            for story in stories:
                assert story["state"] == "published" and story["headline"] and story["address"], story
        assert killed > 2
        report = standfirst("import", "wordpress", export, "--no-fetch", "--json", *arguments)
        assert report.returncode in (0, 1)
        stories = json.loads(standfirst("story", "list", "--json", *arguments).stdout)
        assert len(stories) == 1200
        assert len({story["address"] for story in stories}) == 1200


def test_links_to_files_lead_to_them(tmp_path):
    """Also where the same file came in twice, under two names."""
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    items = []
    for number, name in enumerate(["tide tables.csv", "tables.csv"], start=5):
        (uploads / name).write_text("day,hours\nMonday,6\n")
        address = "https://old.example/wp-content/uploads/" + name.replace(" ", "%20")
        items.append(
            f"<item><title>{name}</title><link>https://old.example/file-{number}/</link><wp:post_id>{number}</wp:post_id>"
            f"<wp:post_name>file-{number}</wp:post_name><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>"
            f"<wp:attachment_url>{address}</wp:attachment_url></item>"
        )
    export = tmp_path / "export.xml"
    export.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Old Paper</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>"
        f"<wp:base_blog_url>https://old.example</wp:base_blog_url>{''.join(items)}</channel></rss>"
    )
    paper = Newspaper(tmp_path / "data")
    paper.command("import", "wordpress", export, "--media", uploads, "--no-fetch")
    paper.start()
    try:
        for path in ("/wp-content/uploads/tide%20tables.csv", "/wp-content/uploads/tables.csv", "/file-5", "/file-6"):
            code, headers, body = paper.get(path)
            for _ in range(3):
                if code == 301:
                    code, headers, body = paper.get(re.sub(r"^https?://[^/]+", "", headers["Location"]))
            assert code == 200, path
            assert b"Monday" in (body if isinstance(body, bytes) else body.encode()), path
    finally:
        paper.stop()
