"""The site as static files: what a reader gets of them by plain web servers."""

import gzip
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import time

import pytest

from inspection import Inspection, invalid_html
from newspaper import PROGRAM, WORDPRESS, standfirst
from pages import find_page_kinds, links, path_of, sitemap_addresses
from static_server import Nginx, PlainServer

REFERENCES = re.compile(r"""(?:href|src)=["'](/[^"'#?]*)|(?:srcset)="([^"]+)"|url\(["']?(/?fonts/[^)"']+)""")


def contents(folder: pathlib.Path) -> dict[str, str]:
    """The hash of every file, the export's own room apart."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*") if file.is_file() and ".standfirst" not in file.parts
    }


def changed(folder: pathlib.Path) -> dict[str, int]:
    return {
        str(file.relative_to(folder)): file.stat().st_mtime_ns
        for file in folder.rglob("*") if file.is_file() and ".standfirst" not in file.parts
    }


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    """The demo, exported."""
    folder = tmp_path_factory.mktemp("export") / "site"
    report = json.loads(demo.command("export", "site", folder, "--json", timeout=900).stdout)
    assert report["omitted"] == [] and report["written"] == report["files"] > 200
    assert len(list((folder / "card").glob("*.png"))) > 40
    return folder


@pytest.fixture(scope="module")
def served(site, tmp_path_factory):
    if not Nginx.is_there():
        pytest.skip("nginx is not installed")
    with Nginx(site, tmp_path_factory.mktemp("nginx") / "nginx") as server:
        yield server


def references(html: str) -> set[str]:
    found = set()
    for link, srcset, style in REFERENCES.findall(html):
        found |= {link or f"/{style.lstrip('/')}"} if link or style else {part.split()[0] for part in srcset.split(",")}
    return {address.replace("&amp;", "&") for address in found}


def walk(server, start=("/",)) -> dict[str, tuple]:
    """Everything that links, pictures, stylesheets and fonts lead to."""
    seen, todo = {}, list(start)
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen[path] = status, headers, body = server.get(path)
        if status == 301:
            todo.append(path_of(headers["Location"]))
        if headers.get_content_type() in ("text/html", "text/css") and status == 200:
            todo += references(body.decode()) - set(seen)
    return seen


def test_every_link_leads_somewhere(served, demo):
    """By nginx: every address that any page names is there, at its own path, with the type and the bytes of the program."""
    found = walk(served, ["/", *map(path_of, sitemap_addresses(served))])
    assert len(found) > 300
    wrong = {path: answer[0] for path, answer in found.items() if answer[0] != 200}
    assert not wrong, wrong
    for path, (_, headers, body) in found.items():
        status, expected, original = demo.get(path)
        assert status == 200, path
        assert headers["Content-Type"].lower() == expected["Content-Type"].lower(), path
        if headers.get_content_type() not in ("text/html", "image/png") and path != "/news-sitemap.xml":
            assert body == original, path
        if headers.get_content_type() == "text/html":
            for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"):
                assert headers[name] == expected[name], (path, name)
    kinds = {re.sub(r"[/].*", "", path[1:]) for path in found}
    assert {"section", "topic", "author", "archive", "sources", "standards", "media", "fonts", "feed.xml"} <= kinds, kinds


def test_what_was_never_there(served):
    status, headers, body = served.get("/nothing/stands/here")
    assert status == 404 and b"<main" in body and headers.get_content_type() == "text/html"
    status, headers, _ = served.get("/archive/")
    assert status == 301 and headers["Location"].endswith(":" + str(served.port) + "/archive")
    assert served.get("/.standfirst/manifest")[0] == served.get("/search")[0] == 404


def test_what_moved_and_what_is_gone(tmp_path):
    """An import's old addresses lead on, with a query too; a withdrawn story is gone, with its notice."""
    if not Nginx.is_there() or not WORDPRESS.exists():
        pytest.skip("nginx or the export to import is not here")
    place = ["--data", tmp_path / "data"]
    standfirst("import", "wordpress", WORDPRESS, "--no-fetch", *place)
    stories = [line.split()[1] for line in standfirst("story", "list", "--state", "published", *place).stdout.splitlines()]
    gone = next(path for path in stories if re.match(r"^/\d{4}/", path))
    standfirst("story", "withdraw", gone, "--by", "Ada Marsh", "--notice", "We could not stand this up.", *place)
    report = json.loads(standfirst("export", "site", tmp_path / "site", "--without-cards", "--json", *place).stdout)
    assert report["withdrawn"] >= 1 and report["redirects"] > 50
    with Nginx(tmp_path / "site", tmp_path / "nginx") as files:
        status, headers, body = files.get(gone)
        assert status == 410 and b"We could not stand this up." in body and headers.get_content_type() == "text/html"
        assert files.get("/?p=2147483647")[0] == 200, "a query that means nothing is the front's"
        lines = (tmp_path / "site/.standfirst/nginx-http.conf").read_text().splitlines()
        rules = [re.findall(r'"((?:[^"\\]|\\.)*)"', line) for line in lines if re.match(r'^    "/', line)]
        moved = [rule for rule in rules if len(rule) == 2 and not rule[1].startswith("/_query/")]
        assert len(moved) == report["redirects"] and any("?" in path for path, _ in moved)
        for path, location in moved:
            status, headers, _ = files.get(path)
            assert status == 301 and path_of(headers["Location"]) == path_of(location), path
            assert files.get(location)[0] in (200, 410), location
        for path in stories:
            assert files.get(path)[0] == (410 if path == gone else 200), path
        for path, _ in [rule for rule in rules if len(rule) == 2 and rule[1].startswith("/_query/")]:
            status, _, body = files.get(path)
            assert status in (200, 410) and b'class="page-front"' not in body, path


def test_compressed_forms(served, site):
    """A browser that takes gzip gets the file that stands beside the page."""
    _, headers, body = served.get("/", {"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == (site / "index.html").read_bytes()
    for ending in ("gz", "br"):
        texts = [file for file in site.rglob("*") if file.suffix in (".html", ".xml", ".css", ".json", ".txt")]
        assert texts and all(file.with_name(f"{file.name}.{ending}").exists() for file in texts if ".standfirst" not in file.parts)
    if shutil.which("brotli"):
        assert subprocess.run(["brotli", "-dc", site / "index.html.br"], capture_output=True, check=True).stdout == (
            site / "index.html").read_bytes()


def test_every_kind_of_page_in_a_browser(browser, served, tmp_path):
    kinds = {kind: path for kind, path in find_page_kinds(served).items() if not kind.startswith("search")}
    assert {"front", "section", "topic", "author", "archive", "archive by month", "story", "standing page", "source",
            "source on request", "quotation standard", "not found"} <= set(kinds)
    (tmp_path / "html").mkdir()
    with Inspection(browser, served) as view:
        for number, (kind, path) in enumerate(kinds.items()):
            view.open(path, 404 if kind == "not found" else 200)
            assert view.page.locator("a[href^='/search'], form").count() == 0, kind
            (tmp_path / "html" / f"{number}.html").write_bytes(served.get(path)[2])
        view.open(kinds["story"])
        view.axe()
    assert not view.faults, "\n".join(view.faults)
    assert not invalid_html(tmp_path / "html")


@pytest.mark.parametrize("server", ["nginx", "python"])
def test_a_quotation_leads_to_its_passage(browser, site, tmp_path, server):
    if server == "nginx" and not Nginx.is_there():
        pytest.skip("nginx is not installed")
    with (Nginx(site, tmp_path / "nginx") if server == "nginx" else PlainServer(site)) as files, Inspection(browser, files) as view:
        view.open("/2024/11/night-unit-to-shut-on-monday")
        view.page.locator("a.source-mark").first.click()
        view.page.wait_for_url(re.compile(r"/sources/[0-9a-f-]+/?#"))
        anchor = view.page.url.split("#")[1]
        assert view.page.locator(f"[id='{anchor}'] mark, mark[id='{anchor}']").first.is_visible()
        annotations = json.loads(files.get(re.sub(r"/?#.*", "", path_of(view.page.url)) + "/annotations.json")[2])
        assert annotations
    assert not view.faults, "\n".join(view.faults)


def test_a_plain_server_needs_no_configuration(site):
    """Python's server leads to the slash, and then every page is there."""
    with PlainServer(site) as files:
        found = walk(files)
        assert len(found) > 300
        for path, (status, headers, _) in found.items():
            assert status == 200 or (status == 301 and headers["Location"] == path + "/"), (path, status)


def test_nothing_is_written_twice(demo, site):
    before = changed(site)
    report = json.loads(demo.command("export", "site", site, "--json", timeout=300).stdout)
    assert report["written"] == report["removed"] == 0 and report["unchanged"] == report["files"]
    assert changed(site) == before


def test_killed_at_any_moment(demo, site, tmp_path):
    """What is left can be read, and the next export is as if nothing had happened."""
    folder = tmp_path / "site"
    arguments = [PROGRAM, "export", "site", folder, "--without-cards", "--data", demo.data]
    started = time.monotonic()
    subprocess.run([*arguments[:3], tmp_path / "fresh", *arguments[4:]], check=True, capture_output=True)
    length = time.monotonic() - started
    for attempt in range(8):
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, length))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for file in folder.rglob("*.html"):
            assert file.read_bytes().endswith(b"</html>\n"), file
        if attempt == 4 and folder.exists():
            shutil.rmtree(folder)
    standfirst(*arguments[1:])
    assert contents(folder) == contents(tmp_path / "fresh")


def test_folders_that_can_t_be_had(demo, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    refused = demo.command("export", "site", mine, check=False)
    assert refused.returncode == 2 and "no export of Standfirst's" in refused.stderr and refused.stderr.count("\n") == 1
    assert [file.name for file in mine.iterdir()] == ["thesis.txt"]
    (tmp_path / "file").write_text("")
    blocked = demo.command("export", "site", tmp_path / "file/site", check=False)
    assert blocked.returncode == 2 and "can't be written" in blocked.stderr and blocked.stderr.count("\n") == 1
    missing = standfirst("export", "site", tmp_path / "site", "--data", tmp_path / "nowhere", check=False)
    assert missing.returncode == 2 and not (tmp_path / "site").exists()
    if os.getuid() != 0:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        refused = demo.command("export", "site", closed / "site", check=False)
        assert refused.returncode == 2 and "can't be written" in refused.stderr


@pytest.mark.skipif(os.getuid() != 0 or not pathlib.Path("/proc/mounts").exists(), reason="needs a small disk of its own")
def test_full_disk_and_read_only_disk(demo, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        full = demo.command("export", "site", disk / "site", "--without-cards", check=False)
        assert full.returncode == 2 and full.stderr.splitlines()[-1].startswith("standfirst: The disk is full")
        for file in (disk / "site").rglob("*.html"):
            assert file.read_bytes().endswith(b"</html>\n"), file
        subprocess.run(["mount", "-o", "remount,size=500m", disk], check=True)
        demo.command("export", "site", disk / "site", "--without-cards")
        demo.command("export", "site", tmp_path / "fresh", "--without-cards")
        assert contents(disk / "site") == contents(tmp_path / "fresh")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        refused = demo.command("export", "site", disk / "site", "--without-cards", check=False)
        assert refused.returncode == 2 and "can't be written: Read-only file system" in refused.stderr
    finally:
        subprocess.run(["umount", disk], check=False)
