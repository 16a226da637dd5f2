"""Hostile requests and broken surroundings: each has one clear outcome."""

import re
import socket
import subprocess

import pytest

from newspaper import PROGRAM, Newspaper, eventually, standfirst
from pages import page_kinds


def raw(paper, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", paper.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer


def status_of(paper, target: bytes) -> int:
    answer = raw(paper, b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 "), answer[:80]
    return int(answer[9:12])


HOSTILE = [
    b"/../../../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd", b"/fonts/../../etc/passwd",
    b"/fonts/%2e%2e%2f%2e%2e%2fetc%2fpasswd", b"/media/../../../etc/passwd", b"//etc/passwd", b"/\\..\\..\\etc",
    b"/%00", b"/a%00b", b"/%ff%fe", b"/%c0%ae%c0%ae/", b"/%", b"/%zz", b"/" + b"a" * 6000, b"/section/%00",
    b"/topic/%ff", b"/author/..%2f..", b"/archive/9999/99", b"/archive/2026/00", b"/archive/-1/1",
    b"/sitemap/99999999999999999999.xml", b"/section/harbour/page/99999999999999999999",
    b"/media/" + b"0" * 64 + b"/999999.avif", b"/look-..%2f.css", b"/card/%00.png", b"/%F0%9F%98%80",
]


@pytest.mark.parametrize("target", HOSTILE)
def test_a_hostile_path_is_refused_and_nothing_leaks(demo, target):
    status = status_of(demo, target)
    assert status in (301, 308, 400, 404, 414), status
    assert b"root:" not in raw(demo, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")


VALUES = [b"%00", b"%ff%fe", b"%", b"%zz", b"%c3%28", b"a%00b", b"'%22%3E%3Cscript%3Ealert(1)%3C/script%3E", b"%F0%90%80", b"9" * 4000, b"-1", b"2026-99-99", b"%0d%0aX-Injected:1"]


@pytest.mark.parametrize("name", [b"q", b"section", b"author", b"from", b"to", b"page", b"p", b"page_id", b"unknown"])
def test_any_value_of_any_parameter_gives_a_page(demo, name):
    for value in VALUES:
        for path in (b"/search", b"/", b"/archive"):
            answer = raw(demo, b"GET " + path + b"?" + name + b"=" + value + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            status = int(answer[9:12])
            assert status in (200, 301, 308, 400, 404), (path, name, value, status)
            assert b"<script>alert" not in answer
            assert b"\r\nX-Injected" not in answer


def test_methods(demo):
    for method, expected in [(b"HEAD", 200), (b"POST", 405), (b"DELETE", 405), (b"PATCH", 405)]:
        answer = raw(demo, method + b" / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        assert int(answer[9:12]) == expected, method
        if method == b"HEAD":
            assert answer.split(b"\r\n\r\n", 1)[1] == b""


def test_conditional_requests(demo):
    for path in ["/", page_kinds(demo)["story"], "/feed.xml"]:
        _, headers, _ = demo.get(path)
        assert headers["ETag"] and headers["Cache-Control"]
        status, _, body = demo.get(path, {"If-None-Match": headers["ETag"]})
        assert status == 304 and body == b""


def test_old_addresses_redirect(demo):
    story = page_kinds(demo)["story"]
    for spelling in [story + "/", story.replace("/20", "//20", 1)]:
        status, headers, _ = demo.get(spelling)
        assert status in (301, 308) and headers["Location"].endswith(story), spelling


def test_a_withdrawn_story_answers_410_with_its_notice(tmp_path):
    paper = Newspaper(tmp_path / "data", demo=True).start()
    try:
        story = page_kinds(paper)["story"]
        paper.command("story", "withdraw", story, "--notice", "We could not stand this up.", "--by", "An Editor")
        # The server hears of another process's write a moment later.
        eventually(lambda: paper.get(story)[0] == 410)
        assert b"We could not stand this up." in paper.get(story)[2]
        assert story.encode() not in paper.get("/")[2]
        assert story.encode() not in paper.get("/feed.xml")[2]
    finally:
        paper.stop()


def test_a_port_in_use(demo, tmp_path):
    result = standfirst("serve", "--demo", "--data", tmp_path / "data", "--address", f"127.0.0.1:{demo.port}", check=False)
    assert result.returncode == 2
    assert str(demo.port) in result.stderr and "in use" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = standfirst("serve", "--data", tmp_path / "file" / "data", check=False)
    assert result.returncode == 2 and "can't be" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_database_newer_than_the_program(tmp_path):
    import sqlite3

    standfirst("setup", "--data", tmp_path / "data", "--name", "The Test")
    (database,) = (tmp_path / "data").glob("*.sqlite")
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO storage_migration SELECT 99999, name, fingerprint, run_at FROM storage_migration LIMIT 1")
    result = standfirst("serve", "--data", tmp_path / "data", "--address", "127.0.0.1:0", check=False)
    assert result.returncode == 2 and "newer" in result.stderr


def test_a_damaged_database(tmp_path):
    standfirst("setup", "--data", tmp_path / "data", "--name", "The Test")
    (database,) = (tmp_path / "data").glob("*.sqlite")
    database.write_bytes(b"this is no database" * 1000)
    result = standfirst("serve", "--data", tmp_path / "data", "--address", "127.0.0.1:0", check=False)
    assert result.returncode == 2 and "damaged" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--look", "gazette"], "no look"), (["--look", "../../etc"], "no look"), (["--contact-email", "nobody"], "e-mail"),
        (["--contact-email", "a@b.example\nX: y"], "e-mail"), (["--name", "Two\nlines"], "one line"), (["--name", " "], "name"),
        (["--language", "klingon!"], "language"), (["--time-zone", "Mars/Base"], "time zone"), (["--base-url", "lantern.example"], "origin"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(tmp_path, arguments, fault):
    standfirst("setup", "--data", tmp_path / "data", "--name", "The Test")
    before = standfirst("setup", "--data", tmp_path / "data", "--json").stdout
    result = standfirst("setup", "--data", tmp_path / "data", *arguments, check=False)
    assert result.returncode == 2 and fault in result.stderr, result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert standfirst("setup", "--data", tmp_path / "data", "--json").stdout == before


def test_a_language_without_a_catalogue_is_taken_with_a_word_of_warning(tmp_path):
    result = standfirst("setup", "--data", tmp_path / "data", "--name", "Le Test", "--language", "fr")
    assert result.returncode == 0 and "no catalogue for fr" in result.stderr


@pytest.mark.parametrize("command", [["story", "list"], ["story", "publish", "x", "--by", "An Editor"], ["look", "check"]])
def test_a_misspelt_data_folder_is_no_empty_publication(tmp_path, command):
    result = standfirst(*command, "--data", tmp_path / "typo", check=False)
    assert result.returncode == 2 and "no publication" in result.stderr
    assert not (tmp_path / "typo").exists()


def test_nobody_is_no_editor_and_a_log_level_is_one_of_its_words(tmp_path):
    standfirst("setup", "--data", tmp_path / "data", "--name", "The Test")
    result = standfirst("story", "submit", "x", "--by", " ", "--data", tmp_path / "data", check=False)
    assert result.returncode == 2 and "--by needs a name" in result.stderr
    result = standfirst("serve", "--log-level", "loud", "--data", tmp_path / "data", "--address", "127.0.0.1:0", check=False)
    assert result.returncode == 2 and "log level" in result.stderr


def test_the_demo_knows_where_it_is_served(demo):
    assert f'<link rel="canonical" href="http://localhost:{demo.port}/">'.encode() in demo.get("/")[2]


BROKEN_LOOKS = {
    "look.json": ('{"name": "x",\n "typePair": "comic"}', 2),
    "custom.css": ("body { color: red }\n@import url(https://elsewhere.example/x.css);", 2),
}


@pytest.mark.parametrize("file", BROKEN_LOOKS)
def test_a_bad_look_is_named_and_never_a_blank_page(tmp_path, file):
    content, line = BROKEN_LOOKS[file]
    paper = Newspaper(tmp_path / "data", demo=True)
    paper.command("setup", "--name", "The Test")
    look = tmp_path / "data" / "look"
    look.mkdir(exist_ok=True)
    (look / file).write_text(content)
    result = paper.command("look", "check")
    assert result.returncode == 1
    assert f"{file}:{line}:" in result.stdout
    paper.start()
    try:
        status, _, body = paper.get("/")
        assert status == 200 and b"<main" in body
        css = re.search(rb'rel="stylesheet" href="([^"]+)"', body)[1].decode()
        _, _, stylesheet = paper.get(css)
        assert len(stylesheet) > 5000 and b"elsewhere.example" not in stylesheet
        assert file in paper.log_text()
    finally:
        paper.stop()


def test_help_and_usage():
    assert "serve" in subprocess.run([PROGRAM, "--help"], capture_output=True, text=True).stdout
    assert subprocess.run([PROGRAM, "nonsense"], capture_output=True).returncode != 0
