"""An import that fetches its files from the old site, over HTTP."""

import collections
import http.server
import json
import pathlib
import re
import threading

import pytest

from newspaper import ROOT, Newspaper

PICTURES = ROOT / "Sources/Standfirst/Demo/pictures"


class OldSite(http.server.ThreadingHTTPServer):
    """The old site: answers by path, and counts what it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = {}
        self.asked = collections.Counter()
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked[self.path] += 1
        status, headers, body = self.server.answers.get(self.path, (404, {}, b"gone"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = OldSite()
    yield server
    server.shutdown()
    server.server_close()


def export(site, files) -> str:
    """A post that shows each file, and an attachment for each."""
    shown = "".join(f'<p><img src="{site.origin}{path}" alt="Picture {number}"></p>' for number, path in enumerate(files))
    attachments = "".join(
        f"<item><title>File {number}</title><link>{site.origin}/?attachment_id={number + 10}</link>"
        f"<wp:post_id>{number + 10}</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url>{site.origin}{path}</wp:attachment_url></item>"
        for number, path in enumerate(files))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Paper</title><link>{site.origin}</link><description></description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{site.origin}</wp:base_site_url><wp:base_blog_url>{site.origin}</wp:base_blog_url>
<item><title>Pictures</title><link>{site.origin}/2015/01/pictures/</link><content:encoded><![CDATA[{shown}]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2015-01-27 14:56:57</wp:post_date_gmt><wp:post_name>pictures</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
{attachments}</channel></rss>
"""


def uploads(*names):
    return [f"/wp-content/uploads/2015/01/{name}" for name in names]


def test_files_are_fetched_those_that_fail_are_listed_and_a_retry_gets_only_them(tmp_path, site):
    fine, moved, busy, short, page, gone, loop = files = uploads(
        "fine.jpg", "moved.jpg", "busy.jpg", "short.jpg", "page.jpg", "gone.jpg", "loop.jpg")
    pictures = [path.read_bytes() for path in sorted(PICTURES.glob("*.jpg"))[:4]]
    site.answers = {
        fine: (200, {}, pictures[0]),
        moved: (302, {"Location": "/elsewhere/moved.jpg"}, b""),
        "/elsewhere/moved.jpg": (200, {}, pictures[1]),
        busy: (503, {"Retry-After": "60"}, b"busy"),
        short: (200, {"Content-Length": str(len(pictures[3]))}, pictures[3][: len(pictures[3]) // 2]),
        # A login page or an error that calls itself fine is no picture.
        page: (200, {"Content-Type": "image/jpeg"}, b"<!doctype html><title>Sign in</title>"),
        loop: (301, {"Location": loop}, b""),
    }
    file = tmp_path / "export.xml"
    file.write_text(export(site, files))
    paper = Newspaper(tmp_path / "data")

    # Nothing in a private network is asked for unless its owner says so.
    refused = json.loads(paper.command("import", "wordpress", file, "--json").stdout)
    assert not site.asked
    whys = [entry["why"] for entry in refused["omitted"] if "file of attachment" in entry["what"]]
    assert len(whys) == len(files) and all("--allow-private-addresses" in why for why in whys)

    result = paper.command("import", "wordpress", file, "--retry", "--allow-private-addresses", "--json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert sum(report["imported"].values()) == 0
    missing = {re.search(r"\((.*)\)", entry["what"])[1].removeprefix(site.origin): entry["why"] for entry in report["omitted"]}
    assert set(missing) == {busy, short, page, gone, loop}
    assert "503" in missing[busy] and "404" in missing[gone] and "redirected" in missing[loop] and "--retry" in missing[short]
    assert "kind" in missing[page]
    assert site.asked[fine] == 1 and site.asked["/elsewhere/moved.jpg"] == 1

    site.answers[busy] = (200, {}, pictures[2])
    site.answers[short] = (200, {}, pictures[3])
    again = json.loads(paper.command("import", "wordpress", file, "--retry", "--allow-private-addresses", "--json").stdout)
    assert len(again["omitted"]) == 3
    assert site.asked[fine] == 1, "what is here is not fetched again"

    paper.start()
    try:
        status, _, body = paper.get("/2015/01/pictures")
        assert status == 200
        shown = set(re.findall(rb"/media/([0-9a-f]{64})/", body))
        assert len(shown) == 4
        for name in shown:
            status, headers, picture = paper.get(f"/media/{name.decode()}/320.jpg")
            assert status == 200 and picture[:2] == b"\xff\xd8"
        assert site.origin.encode() not in re.sub(rb'<a [^>]*>', b"", body)
        status, headers, _ = paper.get(fine)
        assert status == 301 and headers["Location"].startswith("/media/")
    finally:
        paper.stop()


def test_an_interrupted_fetch_leaves_nothing_half(tmp_path, site):
    """The old site is gone in the middle of the import: stories stand, and the files come later."""
    (path,) = uploads("late.jpg")
    file = tmp_path / "export.xml"
    file.write_text(export(site, [path]))
    paper = Newspaper(tmp_path / "data")
    origin, port = site.origin, site.server_address[1]
    site.shutdown()
    site.server_close()
    first = json.loads(paper.command("import", "wordpress", file, "--allow-private-addresses", "--json").stdout)
    assert first["imported"]["post"] == 1 and any("could not be fetched" in entry["why"] for entry in first["omitted"])
    assert not [path for path in pathlib.Path(paper.data).rglob("*.jpg")]
    again = json.loads(paper.command("import", "wordpress", file, "--no-fetch", "--retry", "--json").stdout)
    assert any("--no-fetch" in entry["why"] or "not fetched" in entry["why"] for entry in again["omitted"])
