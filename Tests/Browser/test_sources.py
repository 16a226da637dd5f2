"""The source archive as a journalist has it: commands, the WARC file, the pages and the API."""

import gzip
import http.server
import io
import json
import os
import re
import threading
import urllib.error
import urllib.request

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newspaper import Newspaper

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Statement | Trust</title>
<meta property="og:title" content="Statement on the slipway"><meta name="author" content="Verity Crome">
<meta property="article:published_time" content="2026-03-11T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><main><h1>Statement on the slipway</h1>
<p>VERITY CROME: We will not close the slipway %s. I have said so repeatedly.</p></main>
<footer>Contact</footer></body></html>"""


class Website(http.server.ThreadingHTTPServer):
    """Answers by path."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = {}
        self.asked = []
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers.get(self.path, (404, {}, b"gone"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [body[:10], body[10:]] if piece) + b"0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = Website()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """A publication of its own, so that the demo stays what other tests expect."""
    paper = Newspaper(tmp_path_factory.mktemp("sources") / "data", demo=True).start()
    yield paper
    paper.stop()


def publish(site, words="this year", **headers):
    site.answers["/statement"] = (200, {"Content-Type": "text/html; charset=utf-8", **headers}, (PAGE % words).encode())


def capture(paper, site, path="/statement", *options, **more):
    return paper.command(
        "source", "capture", f"{site.origin}{path}", "--by", "Ama", "--allow-private-addresses", *options, **more)


def archived(paper, source):
    """The original of a source's newest version, from the media folder."""
    version = json.loads(paper.command("source", "show", source, "--json").stdout)["versions"][0]
    digest = version["original"]["sha256"]
    found = [path for path in paper.data.rglob("*") if path.is_file() and digest in str(path).replace("/", "")]
    assert len(found) == 1, digest
    return found[0].read_bytes()


def test_private_addresses_are_not_fetched_from(paper, site):
    publish(site)
    before = len(site.asked)
    result = paper.command("source", "capture", f"{site.origin}/statement", "--by", "Ama", check=False)
    assert result.returncode == 2
    assert "private network" in result.stderr and result.stderr.count("\n") == 1
    assert len(site.asked) == before
    site.answers["/inside"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    result = paper.command(
        "source", "capture", "http://[::ffff:127.0.0.1]:%d/inside" % site.server_address[1], "--by", "Ama", check=False)
    assert result.returncode == 2 and len(site.asked) == before


def test_a_page_becomes_a_warc_file_that_others_read(paper, site):
    publish(site)
    body = gzip.compress((PAGE % "this year").encode())
    site.answers["/packed"] = (
        200, {"Content-Type": "text/html", "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, body)
    site.answers["/old"] = (301, {"Location": "/packed"}, b"moved")
    source = capture(paper, site, "/old").stdout.strip()
    warc = archived(paper, source)
    records = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        content = record.content_stream().read()
        records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), content))
        if record.rec_type != "warcinfo":
            assert record.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", record.rec_headers.get_header("WARC-Date"))
        if record.rec_type == "response":
            assert record.digest_checker.passed is True
    kinds = [kind for kind, _, _ in records]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    assert records[1][1] == f"{site.origin}/old" and records[3][1] == f"{site.origin}/packed"
    assert records[3][2] == (PAGE % "this year").encode()
    assert b"WARC File Format 1.1" in records[0][2]
    identifiers = re.findall(rb"^WARC-Record-ID: (<urn:uuid:[0-9a-f-]{36}>)\r$", warc, re.M)
    assert len(identifiers) == len(set(identifiers)) == 5
    shown = json.loads(paper.command("source", "show", source, "--json").stdout)
    newest = shown["versions"][0]
    assert newest["title"] == "Statement on the slipway" and newest["author"] == "Verity Crome"
    assert newest["published"] == "2026-03-11T10:00:00Z" and newest["language"] == "en-GB"
    assert newest["address"] == f"{site.origin}/old" and newest["finalAddress"] == f"{site.origin}/packed"
    text = paper.command("source", "show", source, "--text").stdout
    assert "We will not close the slipway" in text and "Home" not in text and "Contact" not in text


def test_warcio_finds_nothing_wrong(paper, site, tmp_path, capsys):
    publish(site)
    source = capture(paper, site).stdout.strip()
    file = tmp_path / "capture.warc"
    file.write_bytes(archived(paper, source))

    class Options:
        inputs = [str(file)]
        verbose = True

    checker = Checker(Options)
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "digest pass" in said and "fail" not in said


def test_capturing_again_adds_versions(paper, site):
    publish(site, "ever")
    first = capture(paper, site)
    source = first.stdout.strip()
    again = capture(paper, site)
    assert again.stdout.strip() == source and "Nothing has changed" in again.stderr
    publish(site, "at all")
    changed = json.loads(capture(paper, site, "/statement", "--json").stdout)
    assert changed["source"] == source and changed["outcome"] == "version" and not changed["hasSameText"]
    versions = json.loads(paper.command("source", "versions", source, "--json").stdout)
    assert [version["number"] for version in versions] == list(range(1, len(versions) + 1))
    assert versions[-1]["original"]["sha256"] != versions[-2]["original"]["sha256"]
    shown = paper.command("source", "show", f"{site.origin}/statement").stdout
    assert "found-unchanged by Ama" in shown


def test_what_is_no_page_is_told_in_one_line(paper, site):
    site.answers["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    site.answers["/short"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"<p>x")[:-4])
    for path, words in [("/none", "404"), ("/picture", "image/png"), ("/loop", "redirects more than"), ("/short", "damaged")]:
        result = capture(paper, site, path, check=False)
        assert result.returncode == 2, path
        assert words in result.stderr and result.stderr.count("\n") == 1, result.stderr
    for arguments in [["nonsense"], ["ftp://x.example/"], ["http://x.example/", "--kind", "rumour"]]:
        result = paper.command("source", "capture", *arguments, "--by", "Ama", check=False)
        assert result.returncode == 2 and result.stderr.strip(), arguments


def test_files_and_typed_text(paper, tmp_path):
    transcript = tmp_path / "meeting.vtt"
    transcript.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ida Roe>We do not agree.\n")
    source = paper.command("source", "add", transcript, "--by", "Ama", "--title", "Meeting", "--kind", "transcript").stdout.strip()
    shown = json.loads(paper.command("source", "show", source, "--json").stdout)
    assert shown["kind"] == "transcript" and shown["versions"][0]["turns"] == "voices"
    assert paper.command("source", "show", source, "--text").stdout.strip() == "We do not agree."
    again = paper.command("source", "add", transcript, "--by", "Bo")
    assert again.stdout.strip() == source and "Nothing has changed" in again.stderr
    typed = paper.command(
        "source", "add", "-", "--by", "Ama", "--title", "A call", "--kind", "interview", input="ROE: No comment, again.\n"
    ).stdout.strip()
    assert json.loads(paper.command("source", "show", typed, "--json").stdout)["versions"][0]["method"] == "typed"
    untitled = paper.command("source", "add", "-", "--by", "Ama", input="words", check=False)
    assert untitled.returncode == 2 and "title" in untitled.stderr
    unknown = tmp_path / "boat.xyz"
    unknown.write_bytes(b"\x00\x01")
    assert paper.command("source", "add", unknown, "--by", "Ama", check=False).returncode == 2
    assert paper.command("source", "add", tmp_path / "none.txt", "--by", "Ama", check=False).returncode == 2
    listed = paper.command("source", "list").stdout
    assert "Meeting" in listed and "A call" in listed


def test_a_confidential_source_is_nowhere(paper, tmp_path):
    notes = tmp_path / "vark.txt"
    notes.write_text("ZEBULON VARK: They told me to lose the quernstone, twice.\n")
    arguments = ["source", "add", notes, "--by", "Ama", "--title", "Vark speaks", "--visibility", "confidential"]
    missing = paper.command(*arguments, check=False)
    assert missing.returncode == 2 and "STANDFIRST_SOURCE_KEY" in missing.stderr
    key = {**os.environ, "STANDFIRST_SOURCE_KEY": "ab" * 32}
    other = {**os.environ, "STANDFIRST_SOURCE_KEY": "cd" * 32}
    source = paper.command(*arguments, env=key).stdout.strip()
    assert "Vark" not in paper.command("source", "list").stdout
    assert "Vark" not in paper.command("source", "show", source).stdout
    assert paper.command("source", "show", source, "--text", check=False).returncode == 2
    wrong = paper.command("source", "show", source, "--text", env=other, check=False)
    assert wrong.returncode == 2 and "key" in wrong.stderr
    assert "quernstone" in paper.command("source", "show", source, "--text", env=key).stdout
    assert paper.get(f"/sources/{source}")[0] == 404
    assert paper.get(f"/sources/{source}/annotations.json")[0] == 404
    for file in paper.data.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"quernstone" not in content and b"Vark" not in content, file
    opened = paper.command("source", "visibility", source, "public", "--by", "Ama", check=False)
    assert opened.returncode == 2


def test_visibility_and_showing_reach_the_page(paper, site):
    site.answers["/shown"] = (200, {"Content-Type": "text/html"}, (PAGE % "in May").encode())
    source = capture(paper, site, "/shown", "--kind", "statement").stdout.strip()
    path = f"/sources/{source}"
    assert "I have said so repeatedly" in paper.get(path)[2].decode()
    paper.command("source", "showing", source, "passages", "--by", "Ama")
    assert "I have said so repeatedly" not in paper.get(path)[2].decode()
    paper.command("source", "showing", source, "whole", "--by", "Ama")
    assert "I have said so repeatedly" in paper.get(path)[2].decode()
    paper.command("source", "visibility", source, "on-request", "--by", "Ama")
    assert "I have said so repeatedly" not in paper.get(path)[2].decode()
    paper.command("source", "visibility", source, "public", "--by", "Ama")
    assert paper.command("source", "visibility", source, "secret", "--by", "Ama", check=False).returncode == 2


def test_sources_are_attached_and_their_speakers_tied(paper, site, tmp_path):
    story = "/2024/11/night-unit-to-shut-on-monday"
    notes = tmp_path / "chair.txt"
    notes.write_text("THE CHAIR: We shall see about that in the spring.\n\nTHE CLERK: Noted.\n")
    source = paper.command("source", "add", notes, "--by", "Ama", "--kind", "minutes").stdout.strip()
    paper.command("source", "attach", source, story, "--by", "Ama", "--note", "Spring.")
    assert source in paper.command("source", "list", "--story", story).stdout
    subject = paper.command(
        "source", "subject", "add", "Orla Quayle", "--alias", "O. M. Quayle", "--title", "chair", "--by", "Ama").stdout.strip()
    paper.command("source", "subject", "title", "Orla Quayle", "chair", "--since", "2024-05-01", "--by", "Ama")
    paper.command("source", "subject", "alias", subject, "O. Quayle-Hart", "--by", "Ama")
    paper.command("source", "subject", "update", subject, "--name", "Orla M. Quayle", "--by", "Ama")
    listed = json.loads(paper.command("source", "subject", "list", "--name", "Quayle", "--json").stdout)
    assert listed[0]["name"] == "Orla M. Quayle" and "O. Quayle-Hart" in listed[0]["aliases"]
    assert listed[0]["titles"] == [{"since": "2024-05-01", "title": "chair"}]
    tied = paper.command("source", "subject", "tie", subject, "--source", source, "--speaker", "The Chair", "--by", "Ama")
    assert tied.stdout.strip() == "Turns: 1"
    assert paper.command("source", "subject", "tie", subject, "--by", "Ama", check=False).returncode == 2
    quoted = paper.command("source", "subject", "tie", subject, "--story", story, "--quotation", "q1", "--by", "Ama")
    assert quoted.stdout.startswith("q1: ")
    report = json.loads(paper.command("story", "quotations", story, "--json").stdout)
    assert report["quotations"][0]["subject"]["name"] == "Orla M. Quayle"
    paper.command("source", "subject", "tie", "nobody", "--story", story, "--quotation", "q1", "--by", "Ama")
    paper.command("source", "detach", source, story, "--by", "Ama")
    assert source not in paper.command("source", "list", "--story", story).stdout
    assert paper.command("source", "detach", source, story, "--by", "Ama", check=False).returncode == 2


def test_a_changed_file_is_found(paper, tmp_path):
    fine = paper.command("source", "verify")
    assert fine.returncode == 0 and "as they were archived" in fine.stdout
    notes = tmp_path / "verify.txt"
    notes.write_text("Words that somebody may want to change later on.\n")
    source = paper.command("source", "add", notes, "--by", "Ama").stdout.strip()
    digest = json.loads(paper.command("source", "show", source, "--json").stdout)["versions"][0]["original"]["sha256"]
    file = next(path for path in paper.data.rglob("*") if path.is_file() and digest in str(path).replace("/", ""))
    content = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(content.replace(b"may want", b"may wish"))
    try:
        broken = paper.command("source", "verify", "--json")
        assert broken.returncode == 1
        faults = json.loads(broken.stdout)["faults"]
        assert {fault["source"] for fault in faults} == {source} and {fault["what"] for fault in faults} == {"changed"}
        assert paper.command("source", "verify", source).returncode == 1
    finally:
        file.write_bytes(content)
    assert paper.command("source", "verify", source).returncode == 0


def ask(paper, method, path, token, body=None, kind="application/json"):
    request = urllib.request.Request(
        f"{paper.origin}/api/v1{path}", method=method, data=body,
        headers={"Authorization": f"Bearer {token}", **({"Content-Type": kind} if body is not None else {})})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_an_editors_program_archives_and_attaches(paper, site):
    writing = paper.command("token", "add", "desk", "--write").stdout.strip()
    reading = paper.command("token", "add", "screen").stdout.strip()
    status, body = ask(paper, "POST", "/sources?name=call.txt&title=Call&by=Bo", writing, b"ROE: We never said that.", "text/plain")
    assert status == 201
    source = json.loads(body)["source"]
    assert ask(paper, "GET", f"/sources/{source}/text", reading) == (200, b"ROE: We never said that.")
    assert ask(paper, "POST", "/sources", reading, b"{}")[0] == 403
    # The server fetches from no private network, whatever a token asks.
    status, body = ask(paper, "POST", "/sources", writing, json.dumps({"url": f"{site.origin}/statement"}).encode())
    assert status == 502 and b"private network" in body
    report = json.loads(paper.command("story", "quotations", "/2024/11/night-unit-to-shut-on-monday", "--json").stdout)
    assert ask(paper, "PUT", f"/stories/{report['story']}/sources/{source}", writing, b"{}")[0] == 200
    assert ask(paper, "DELETE", f"/stories/{report['story']}/sources/{source}", writing)[0] == 204
