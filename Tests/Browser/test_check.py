"""`standfirst check`: a reporter's draft against a folder of sources."""

import base64
import collections
import json
import os
import pathlib
import pty
import resource
import subprocess

import pytest

from newspaper import PROGRAM, ROOT, standfirst

DOE = (
    "We will not close the hospital — not this year, and not next. I have said so repeatedly. "
    "The board agrees with me."
)
SPOKEN = "We will not close the hospital — not this year, and not next."


def write(path: pathlib.Path, content) -> pathlib.Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "sources/doe.txt", f"DOE: {DOE}\n")
    return tmp_path


def check(folder, story: str, *arguments, name="story.txt"):
    path = write(folder / name, story)
    result = standfirst("check", path, "--sources", folder / "sources", "--json", *arguments)
    return json.loads(result.stdout), result.returncode


def sliced(text: str, range_: dict) -> str:
    return text[range_["start"] : range_["end"]]


def test_the_shape_and_the_exit_status(folder):
    story = "Ünïcödé.\n\n“We will not close the hospital – not this year, and not next,” said Doe.\n"
    report, status = check(folder, story)
    assert status == 0
    assert set(report) == {"quotations", "copied", "summary"}
    assert report["summary"] == {"verbatim": 1}
    [quotation] = report["quotations"]
    assert set(quotation) == {"id", "text", "range", "speaker", "verdict", "warnings", "match", "edits", "parts"}
    assert quotation["speaker"] == "Doe"
    assert sliced(story, quotation["range"]) == quotation["text"]
    match = quotation["match"]
    source = (folder / "sources/doe.txt").read_text()
    assert match["source"] == "doe.txt"
    assert sliced(source, match["range"]) == match["exact"]
    start, end = match["range"]["start"], match["range"]["end"]
    assert source[max(0, start - 32) : start] == match["prefix"] and source[end : end + 32] == match["suffix"]


def test_something_that_does_not_pass_is_status_one(folder):
    report, status = check(folder, "“We will close the hospital,” said Doe.")
    assert status == 1
    [quotation] = report["quotations"]
    assert quotation["verdict"] == "altered" and "negation" in quotation["warnings"]
    assert {"kind": "deleted", "printed": "", "source": "not"} in quotation["edits"]


def test_unquoted_agency_copy_is_listed(folder):
    write(folder / "sources/wire.txt", "The ferry left at ten past four with nobody aboard but the master and a dog, it is said.")
    report, status = check(folder, "The ferry left at ten past four with nobody aboard but the master and a dog.")
    assert status == 0
    [copied] = report["copied"]
    assert copied["source"] == "wire.txt" and copied["words"] == 16


EMAIL = (
    "From: Press Office <press@trust.example>\r\nSubject: =?utf-8?Q?The_hospital_=E2=80=93?= =?utf-8?B?IG91ciBwbGFucw==?=\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"outer\"\r\n\r\nnot read\r\n--outer\r\n"
    "Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "We will not close the hospital =E2=80=94 not this=\r\n year, and not next. I have said so repeatedly.\r\n"
    "--inner\r\nContent-Type: text/html\r\n\r\n<p>Another text altogether.</p>\r\n--inner--\r\n"
    "--outer\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nhidden words of an attachment here\r\n"
    "--outer--\r\n"
)
EMAIL_HTML = (
    "Subject: Plans\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes("<p>We will <b>not</b> close the hospital — not this year, and not next.</p>".encode("cp1252")).decode()
)
REPLY = f"From: Ann Lee <a@b.example>\nSubject: Re: Plans\n\nThanks!\n\nOn Monday, Jane Doe wrote:\n> We will not close the\n> hospital — not this year, and not\n> next.\n"
VTT = (
    "WEBVTT\n\nNOTE not said\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:03.000\n<v.loud Jane Doe>We will <i>not</i> close the hospital —\n\n"
    "00:03.000 --> 00:05.000 align:start\n<v Jane Doe>not this year, &amp; and not next.</v>\n\n"
    "00:05.000 --> 00:06.000\n<v Roe>The board agrees with me in all that matters.\n"
).replace("&amp; ", "")
SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\n<i>We will not close</i> {\\an8}the hospital —\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\nnot this year,\nand not next.\n"
)
PAGE = "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><p>We will <em>no</em>t close the hospital&nbsp;&mdash; not <a href='/y'>this year</a>, and not next.</p></body></html>"


def pdf(text: str) -> bytes:
    """A page of one line."""
    drawn = text.replace("—", "\\227").encode("latin-1")
    stream = b"BT /F1 12 Tf 20 100 Td (" + drawn + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


KINDS = {
    "said.txt": SPOKEN,
    "said-utf16.txt": SPOKEN.encode("utf-16"),
    "said.md": f"---\ntitle: Minutes\n---\n\n# Minutes\n\nWe will **not** close the [hospital](https://a.example) — not this\nyear, and not next.\n",
    "said.html": PAGE,
    "latin.htm": PAGE.replace("<title>", "<meta charset=windows-1252><title>").replace("&mdash;", "—").encode("cp1252"),
    "said.pdf": pdf(SPOKEN),
    "said.eml": EMAIL,
    "html.eml": EMAIL_HTML,
    "reply.eml": REPLY,
    "said.vtt": VTT,
    "said.srt": SRT,
    "said.json": json.dumps({"title": "Post", "url": "https://a.example/1", "speaker": "Jane Doe", "text": SPOKEN}),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_source_of_each_type_is_read(tmp_path, name):
    write(tmp_path / "sources/deep" / name, KINDS[name])
    report, status = check(tmp_path, "“We will not close the hospital — not this year, and not next,” said Doe.")
    [quotation] = report["quotations"]
    assert quotation["verdict"] == "verbatim", quotation
    assert quotation["match"]["source"] == f"deep/{name}"
    assert status == 0


def test_the_words_that_a_reply_quotes_are_not_its_senders(tmp_path):
    write(tmp_path / "sources/reply.eml", REPLY)
    report, _ = check(tmp_path, "“We will not close the hospital — not this year, and not next,” said Ann Lee.")
    assert [quotation["verdict"] for quotation in report["quotations"]] == ["misattributed"]


def test_a_draft_that_is_not_there_is_told_in_one_sentence(folder):
    result = subprocess.run([PROGRAM, "check", "/nope", "--sources", str(folder / "sources")], capture_output=True, text=True)
    assert result.stderr.strip().endswith("/nope cannot be read: No such file or directory."), result.stderr


def test_what_is_not_the_messages_text_is_not_read(tmp_path):
    write(tmp_path / "sources/said.eml", EMAIL)
    report, _ = check(tmp_path, "“Hidden words of an attachment here.” “Another text altogether.” “The hospital – our plans”")
    assert [quotation["verdict"] for quotation in report["quotations"]] == ["not-found", "not-found", "verbatim"]


@pytest.mark.parametrize("name", ["said.vtt", "said.json"])
def test_voices_and_authors_are_speakers(tmp_path, name):
    write(tmp_path / "sources" / name, KINDS[name])
    report, status = check(tmp_path, "“We will not close the hospital — not this year, and not next,” said Roe.")
    assert report["summary"] == {"misattributed": 1} and status == 1


def test_markdown_stories_are_their_plain_text(folder):
    story = (
        "---\ntitle: \"A “title” of words\"\n---\n\n“We will *not* close the [hospital](https://a.example),” said Doe.\n\n"
        "> The board agrees\n> with me.\n>\n> — Jane Doe, chair\n\n> [!pull]\n> The board agrees with everybody.\n\n```\n“code is no speech at all”\n```\n"
    )
    report, status = check(folder, story, name="story.md")
    first, second = report["quotations"]
    assert first["text"] == "We will not close the hospital," and first["verdict"] == "verbatim"
    assert first["range"]["start"] == 1
    assert second["text"] == "The board agrees with me." and second["verdict"] == "verbatim" and second["speaker"] == "Jane Doe"
    assert status == 0


def test_many_without_a_story(folder):
    write(folder / "sources/roe.txt", "The board agrees with me.")
    lines = [
        {"id": "a", "text": "I have said so repeatedly", "speaker": "Doe"},
        {"id": "b", "text": "The board agrees with me", "source": "roe.txt"},
        {"id": "c", "text": "“We have no plans whatever”"},
        {"id": "d", "text": "The board agrees with me", "source": "gone.txt"},
    ]
    path = write(folder / "q.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n")
    result = standfirst("check", "--quotations", path, "--sources", folder / "sources")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(a["id"], a["verdict"]) for a in answers] == [
        ("a", "verbatim"), ("b", "verbatim"), ("c", "not-found"), ("d", "no-source"),
    ]
    assert answers[1]["match"]["source"] == "roe.txt"
    assert result.returncode == 1


def test_finding_alone(tmp_path):
    story = "“We will,” she said. “Not.”\n\n“One lost mark.\n\nHe wrote “all is well here”.\n\n“Over\n\n“two.”"
    path = write(tmp_path / "story.txt", story)
    found = json.loads(standfirst("check", "--find", path, "--json").stdout)["quotations"]
    assert set(found[0]) == {"id", "text", "range", "speaker", "parts"}
    assert [[sliced(story, part["range"]) for part in quotation["parts"]] for quotation in found] == [
        ["We will,", "Not."], ["One lost mark."], ["all is well here"], ["Over", "two."],
    ]


def test_the_table_has_the_word_difference_and_colour_only_on_a_terminal(folder):
    path = write(folder / "story.txt", "“We will close the hospital,” said Doe. The sign reads “\x1b[31mred alarm bells ringing”")
    arguments = [PROGRAM, "check", str(path), "--sources", str(folder / "sources")]
    plain = subprocess.run(arguments, capture_output=True, text=True)
    assert "We will [-not-] close the hospital" in plain.stdout and "\x1b" not in plain.stdout
    parent, child = pty.openpty()
    process = subprocess.Popen(arguments, stdout=child, env={**os.environ, "TERM": "xterm", "NO_COLOR": ""})
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait() == 1
    assert b"\x1b[31;9m[-not-]\x1b[0m" in shown
    assert b"\x1b[31mred alarm" not in shown


def faulty(tmp_path):
    sources = tmp_path / "sources"
    write(sources / "a.txt", "words")
    story = write(tmp_path / "story.txt", "“words”")
    yield "a story that is not there", [tmp_path / "none.txt", "--sources", sources]
    yield "a story of an unknown type", [write(tmp_path / "story.docx", "x"), "--sources", sources]
    yield "a story that is not text", [write(tmp_path / "b.txt", b"\xff\xc3\x28 words"), "--sources", sources]
    yield "no sources named", [story]
    yield "sources that are not there", [story, "--sources", tmp_path / "none"]
    yield "sources that are a file", [story, "--sources", story]
    yield "nothing to check", ["--sources", sources]
    yield "two things to check", [story, "--find", story, "--sources", sources]
    for name, content in {
        "a.xyz": "x", "a.json": "[1]", "b.json": '{"title":"x"}', "a.pdf": "no pdf", "a.vtt": "no captions", "a.srt": "no captions",
    }.items():
        other = tmp_path / f"bad-{name}"
        write(other / name, content)
        yield f"a source {name}", [story, "--sources", other]
    yield "a dangling link", [story, "--sources", dangling(tmp_path / "link")]
    lines = write(tmp_path / "q.jsonl", '{"id":"a","text":"b"}\n{"id":1}\n')
    yield "a line that is no quotation", ["--quotations", lines, "--sources", sources]


def dangling(folder):
    folder.mkdir()
    (folder / "a.txt").symlink_to(folder / "none.txt")
    return folder


def test_what_cannot_be_run_says_why_in_one_line(tmp_path):
    for what, arguments in faulty(tmp_path):
        result = subprocess.run([PROGRAM, "check", *map(str, arguments)], capture_output=True, text=True)
        assert result.returncode == 2, (what, result)
        assert result.stdout == "" and result.stderr.count("\n") == 1 and len(result.stderr) > 30, (what, result)


def test_hidden_files_are_no_sources(folder):
    write(folder / "sources/.DS_Store", b"\0\1")
    write(folder / "sources/.git/config.xyz", "x")
    _, status = check(folder, "“I have said so repeatedly,” said Doe.")
    assert status == 0


def test_a_story_of_marks_stays_within_bounds(tmp_path):
    story = write(tmp_path / "story.txt", "“a” " * 100_000 + "\"' " * 100_000)
    result = subprocess.run(
        [PROGRAM, "check", "--find", str(story), "--json"], capture_output=True, timeout=240, preexec_fn=limit_memory
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert len(found["quotations"]) == 50_000
    # What was not read is said, and nothing stands between it and what was.
    assert found["unread"]["end"] == 100_000 * 4 + 100_000 * 3
    assert 0 <= found["unread"]["start"] - found["quotations"][-1]["range"]["end"] <= 4


def limit_memory():
    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))


@pytest.mark.skipif(not (ROOT / "../shared/fixtures/speeches").exists(), reason="the speeches are not beside the checkout")
def test_passages_of_speeches_are_verbatim(tmp_path):
    speeches = ROOT / "../shared/fixtures/speeches"
    requests = []
    for path in sorted(speeches.glob("*.txt")):
        words = path.read_bytes().decode(errors="replace").split()
        passage = " ".join(words[len(words) // 2 : len(words) // 2 + 25])
        if not set("“”‘’\"'[]") & set(passage):
            requests.append({"id": path.name, "text": passage})
    assert len(requests) > 20
    (tmp_path / "sources").mkdir()
    for path in speeches.glob("*.txt"):
        (tmp_path / "sources" / path.name).symlink_to(path.resolve())
    lines = write(tmp_path / "q.jsonl", "\n".join(map(json.dumps, requests)))
    result = standfirst("check", "--quotations", lines, "--sources", tmp_path / "sources")
    verdicts = collections.Counter(json.loads(line)["verdict"] for line in result.stdout.splitlines())
    assert verdicts == {"verbatim": len(requests)}
