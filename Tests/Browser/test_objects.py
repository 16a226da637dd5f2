"""Media in S3-compatible storage: shared by nodes, whole or not there, and clear when it is away."""

import contextlib
import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

import pytest

from newspaper import PROGRAM, eventually, free_port, postgres_database, standfirst
from test_running import running

BUCKET = "the-lantern"
PREFIX = "odd ü+/media"


class Moto:
    """moto's S3 server, which can be taken away and given back empty."""

    def __init__(self, folder: pathlib.Path, **environment):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = environment
        self.process = None

    def start(self):
        with open(self.folder / "moto.log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
                stdout=log, stderr=log, env={**os.environ, **self.environment})
        eventually(lambda: self.get("/") is not None)
        return self

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def get(self, path: str, method: str = "GET", data: bytes | None = None, service: str = "s3"):
        """(status, body), or None where it is not there."""
        # moto wants to know who asks, and looks no further.
        who = f"AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        request = urllib.request.Request(self.origin + path, method=method, data=data, headers={"Authorization": who})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read()
        except OSError:
            return None

    def make_key(self) -> tuple[str, str]:
        """An access key that may do everything in S3, and its secret: three actions."""
        policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
        for action in [
            {"Action": "CreateUser", "UserName": "paper"},
            {"Action": "PutUserPolicy", "UserName": "paper", "PolicyName": "all", "PolicyDocument": policy},
            {"Action": "CreateAccessKey", "UserName": "paper"},
        ]:
            body = urllib.parse.urlencode({**action, "Version": "2010-05-08"}).encode()
            status, answer = self.get("/", "POST", body, "iam")
            assert status == 200, answer
        found = {element.tag.split("}")[-1]: element.text for element in ElementTree.fromstring(answer).iter()}
        return found["AccessKeyId"], found["SecretAccessKey"]

    def make_bucket(self):
        assert self.get(f"/{BUCKET}", "PUT")[0] == 200
        return self

    def listed(self, query: str, name: str) -> list[str]:
        tree = ElementTree.fromstring(self.get(f"/{BUCKET}?{query}")[1])
        return [element.text for element in tree.iter() if element.tag.endswith("}" + name) or element.tag == name]

    def keys(self) -> list[str]:
        return self.listed("list-type=2&max-keys=1000", "Key")

    def uploads(self) -> list[str]:
        return self.listed("uploads", "UploadId")


def settings(moto: Moto, **more) -> dict:
    """What a machine's environment says of the bucket."""
    return {
        "STANDFIRST_OBJECTS_STORE": "s3", "STANDFIRST_OBJECTS_S3_ENDPOINT": moto.origin, "STANDFIRST_OBJECTS_S3_BUCKET": BUCKET,
        "STANDFIRST_OBJECTS_S3_PREFIX": PREFIX, "STANDFIRST_OBJECTS_S3_ACCESS_KEY": "key",
        "STANDFIRST_OBJECTS_S3_SECRET_KEY": "secret", **more}


@pytest.fixture
def moto(tmp_path):
    moto = Moto(tmp_path).start()
    yield moto
    moto.stop()


@pytest.fixture
def bucket(moto, monkeypatch):
    """A bucket that every command of the test uses."""
    moto.make_bucket()
    for name, value in settings(moto).items():
        monkeypatch.setenv(name, value)
    return moto


def pictures(paper) -> list[str]:
    return re.findall(r"/media/[0-9a-f]{64}/\d+\.webp", paper.get("/")[2].decode())


def test_two_nodes_share_media(tmp_path, bucket):
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    with postgres_database() as database:
        with running(tmp_path / "one", database=database, demo=True) as first, running(tmp_path / "two", database=database) as second:
            found = pictures(first)
            assert found and found == pictures(second)
            # The second took no file in: it has them from the bucket, and makes renditions that the first finds there.
            rendition = second.get(found[0])
            assert rendition[0] == 200 and rendition[2][:4] == b"RIFF"
            before = len(bucket.keys())
            assert first.get(found[0])[2] == rendition[2]
            assert len(bucket.keys()) == before, "the rendition was made twice"
            assert not (tmp_path / "one/media").exists() and not (tmp_path / "two/media").exists()
            result = second.command("doctor", "--deep", "--json", check=False)
            report = json.loads(result.stdout)
            assert [finding for finding in report["findings"] if finding["check"] in ("media", "sources", "object store") and finding["health"] != "ok"] == []
            # A second doctor with an object gone says which.
            original = found[0].split("/")[2]
            (victim,) = [key for key in bucket.keys() if key.endswith(f"/{original[2:]}")]
            assert bucket.get(f"/{BUCKET}/{urllib.request.quote(victim)}", "DELETE")[0] in (200, 204)
            report = json.loads(second.command("doctor", "--json", check=False).stdout)
            assert any(original in finding["found"] for finding in report["findings"] if finding["health"] == "fault")


def bucket_object(moto, key: str) -> bytes:
    return moto.get(f"/{BUCKET}/{urllib.request.quote(key)}")[1]


def large_file(path: pathlib.Path, size: int) -> str:
    """A recording that doesn't compress; its SHA-256."""
    block = os.urandom(1 << 20)
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        # What a WAV file begins with.
        for piece in [b"RIFF\xff\xff\xff\x7fWAVEfmt "] + [bytes([number % 256]) + block for number in range(size >> 20)]:
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def folder_with(data: pathlib.Path, file: pathlib.Path, digest: str):
    target = data / "media" / digest[:2] / digest[2:]
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(file, target)


def test_objects_move_to_the_bucket_and_back(tmp_path, bucket, monkeypatch):
    data = tmp_path / "data"
    data.mkdir()
    digests = [large_file(tmp_path / "large", 37 << 20), large_file(tmp_path / "small", 1 << 20)]
    for name, digest in zip(["large", "small"], digests):
        folder_with(data, tmp_path / name, digest)
    first = json.loads(standfirst("objects", "copy", "--to", "s3", "--data", data, "--json").stdout)
    assert first == {"copied": 2, "present": 0, "damaged": []}
    assert bucket.uploads() == []
    for key in bucket.keys():
        assert key.startswith(PREFIX + "/")
        assert hashlib.sha256(bucket_object(bucket, key)).hexdigest() == key.removeprefix(PREFIX).replace("/", "")
    again = json.loads(standfirst("objects", "copy", "--to", "s3", "--data", data, "--json").stdout)
    assert again == {"copied": 0, "present": 2, "damaged": []}
    other = tmp_path / "other"
    other.mkdir()
    back = json.loads(standfirst("objects", "copy", "--to", "folder", "--data", other, "--json").stdout)
    assert back["copied"] == 2
    for digest in digests:
        assert hashlib.sha256((other / "media" / digest[:2] / digest[2:]).read_bytes()).hexdigest() == digest
    # What was changed in the bucket does not come back under its name.
    small = next(key for key in bucket.keys() if key.endswith(digests[1][2:]))
    assert bucket.get(f"/{BUCKET}/{urllib.request.quote(small)}", "PUT", b"other")[0] == 200
    third = tmp_path / "third"
    third.mkdir()
    result = standfirst("objects", "copy", "--to", "folder", "--data", third, "--json")
    assert result.returncode in (0, 1) and json.loads(result.stdout) == {"copied": 1, "present": 0, "damaged": [digests[1]]}


def test_an_upload_that_is_killed_leaves_nothing_half(tmp_path, bucket):
    data = tmp_path / "data"
    data.mkdir()
    digest = large_file(tmp_path / "large", 300 << 20)
    folder_with(data, tmp_path / "large", digest)
    process = subprocess.Popen([PROGRAM, "objects", "copy", "--to", "s3", "--data", data], stderr=subprocess.DEVNULL)
    eventually(lambda: bucket.uploads())
    time.sleep(0.3)
    assert process.poll() is None, "the upload was too quick to be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert bucket.keys() == [] and len(bucket.uploads()) == 1
    # moto says of every upload that it was begun in 2010.
    assert "1 unfinished" in standfirst("objects", "tidy", "--data", data).stdout
    assert bucket.uploads() == []
    standfirst("objects", "copy", "--to", "s3", "--data", data)
    assert hashlib.sha256(bucket_object(bucket, bucket.keys()[0])).hexdigest() == digest


def test_storage_that_is_away_is_said_and_pages_still_come(tmp_path, bucket):
    with running(tmp_path / "data", demo=True) as paper:
        found = pictures(paper)
        story = re.search(r'href="(/20\d\d/\d\d/[^"]+)"', paper.get("/")[2].decode())[1]
        kept, unseen = found[0], found[-1]
        assert paper.get(kept)[0] == 200
        bucket.stop()
        started = time.monotonic()
        for path in ["/", story, "/feed.xml", "/search?q=harbour", "/healthz", "/readyz"]:
            assert paper.get(path)[0] == 200, path
        # What the node has it gives out.
        assert paper.get(kept)[0] == 200
        assert time.monotonic() - started < 20
        # A rendition that nobody has seen needs the bucket to be noted in.
        small = re.sub(r"/\d+\.webp$", "/320.jpg", unseen)
        status, headers, body = paper.get(small)
        assert status == 503 and headers["Retry-After"] and b"<main" in body
        assert "can't be reached: Connection refused" in paper.log_text()
        result = paper.command("doctor", "--json", check=False)
        assert result.returncode == 2
        (fault,) = [finding for finding in json.loads(result.stdout)["findings"] if finding["check"] == "object store"]
        assert "can't be reached" in fault["found"] and "\n" not in fault["found"]


@pytest.mark.parametrize("case", ["no bucket", "no access", "no endpoint", "no secret", "no such setting"])
def test_what_is_set_wrongly_is_said_in_one_line(tmp_path, moto, case):
    environment = {**os.environ, **settings(moto)}
    data = tmp_path / "data"
    data.mkdir()
    wanted = {
        "no bucket": f"There is no bucket “{BUCKET}”", "no access": "access key", "no endpoint": "can't be reached",
        "no secret": "STANDFIRST_OBJECTS_S3_SECRET_KEY", "no such setting": "“objects.s3.secret-key”, which is no setting"}[case]
    guarded = None
    if case == "no access":
        # moto checks signatures and rights from the first action on.
        guarded = Moto(tmp_path, INITIAL_NO_AUTH_ACTION_COUNT="0").start()
        environment["STANDFIRST_OBJECTS_S3_ENDPOINT"] = guarded.origin
    elif case == "no endpoint":
        environment["STANDFIRST_OBJECTS_S3_ENDPOINT"] = f"http://127.0.0.1:{free_port()}"
    elif case == "no secret":
        del environment["STANDFIRST_OBJECTS_S3_SECRET_KEY"]
    elif case == "no such setting":
        (data / "standfirst.json").write_text(json.dumps({"objects": {"s3": {"secret-key": "x"}}}))
    try:
        result = standfirst("objects", "copy", "--to", "s3", "--data", data, check=False, env=environment)
    finally:
        if guarded:
            guarded.stop()
    assert result.returncode == 2 and wanted in result.stderr, result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "secret" not in result.stderr.replace("secret-key", "").replace("a secret", "").lower() or case == "no secret"


def test_credentials_in_a_file_are_read_anew(tmp_path, moto, monkeypatch):
    moto.make_bucket()
    data = tmp_path / "data"
    data.mkdir()
    keys = tmp_path / "keys"
    keys.write_text("[default]\naws_access_key_id = key\naws_secret_access_key = secret\n")
    (data / "standfirst.json").write_text(json.dumps({"objects": {"store": "s3", "s3": {
        "endpoint": moto.origin, "bucket": BUCKET, "credentials": str(keys)}}}))
    report = json.loads(standfirst("doctor", "--data", data, "--json", check=False).stdout)
    assert {"check": "object store", "health": "ok", "found": f"the bucket {BUCKET}", "remedy": ""} in report["findings"]
    keys.unlink()
    report = json.loads(standfirst("doctor", "--data", data, "--json", check=False).stdout)
    assert any(finding["check"] == "object store" and finding["health"] == "fault" and "can't be read" in finding["found"] for finding in report["findings"])


def test_a_server_that_checks_signatures_takes_ours(tmp_path):
    # Five actions pass unchecked: the first question, three that make the key, one that makes the bucket.
    moto = Moto(tmp_path, INITIAL_NO_AUTH_ACTION_COUNT="5").start()
    try:
        access, secret = moto.make_key()
        moto.make_bucket()
        data = tmp_path / "data"
        data.mkdir()
        digest = large_file(tmp_path / "large", 20 << 20)
        folder_with(data, tmp_path / "large", digest)
        environment = {
            **os.environ,
            **settings(moto, STANDFIRST_OBJECTS_S3_ACCESS_KEY=access, STANDFIRST_OBJECTS_S3_SECRET_KEY=secret + "x")}
        wrong = standfirst("objects", "copy", "--to", "s3", "--data", data, check=False, env=environment)
        assert wrong.returncode == 2 and "refuses the signature" in wrong.stderr, wrong.stderr
        environment["STANDFIRST_OBJECTS_S3_SECRET_KEY"] = secret
        right = standfirst("objects", "copy", "--to", "s3", "--data", data, "--json", env=environment)
        assert json.loads(right.stdout)["copied"] == 1
        other = tmp_path / "other"
        other.mkdir()
        standfirst("objects", "copy", "--to", "folder", "--data", other, env=environment)
        assert hashlib.sha256((other / "media" / digest[:2] / digest[2:]).read_bytes()).hexdigest() == digest
    finally:
        moto.stop()
