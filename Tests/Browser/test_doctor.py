"""The doctor on the running program's own data, sound and broken."""

import json
import os
import sqlite3

import pytest

from newspaper import standfirst
from test_running import running


def examine(data, *options, database="sqlite", **more):
    """(exit status, {check: [finding …]})."""
    result = standfirst("doctor", "--data", data, "--database", database, "--json", *options, check=False, **more)
    findings = {}
    for finding in json.loads(result.stdout)["findings"]:
        findings.setdefault(finding["check"], []).append(finding)
    return result.returncode, findings


def healths(findings, check):
    return [finding["health"] for finding in findings[check]]


@pytest.mark.parametrize("engine", ["demo", "demo_on_postgres"])
def test_the_demo_is_sound_while_it_is_served(request, engine):
    paper = request.getfixturevalue(engine)
    status, findings = examine(paper.data, "--deep", database=paper.database)
    # Its base URL is this machine's, and the tests' PostgreSQL flushes nothing: warnings both.
    assert status == 1, findings
    for check in ["settings", "data folder", "schema", "clock", "object store", "media", "sources", "jobs", "vipsthumbnail", "pdftotext"]:
        assert healths(findings, check) == ["ok"], findings[check]
    assert "each as it was kept" in findings["media"][0]["found"]
    assert healths(findings, "publication") == ["warning"]
    table = standfirst("doctor", "--data", paper.data, "--database", paper.database, check=False).stdout
    assert "→ standfirst setup --base-url" in table and table.rstrip().endswith("0 faults")


def test_each_thing_that_is_broken_is_said_and_the_rest_is_examined(tmp_path):
    data = tmp_path / "data"
    with running(data, demo=True) as paper:
        paper.stop()
    victim = next(path for path in sorted((data / "media").glob("*/*")))
    victim.rename(tmp_path / "victim")
    changed = next(path for path in sorted((data / "media").glob("*/*")))
    changed.write_bytes(b"other")
    status, findings = examine(data, "--deep")
    assert status == 2
    found = [finding["found"] for check in ("media", "sources") for finding in findings[check] if finding["health"] == "fault"]
    assert any("missing" in line for line in found) and any("changed" in line for line in found), found
    with sqlite3.connect(data / "standfirst.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # A newer program was here.
        connection.execute("INSERT INTO storage_migration SELECT MAX(number) + 1, 'later', 0, 0 FROM storage_migration")
    status, findings = examine(data)
    assert status == 2 and "newer Standfirst" in findings["schema"][0]["found"]
    assert healths(findings, "database") == ["ok"] and "media" not in findings
    database = data / "standfirst.sqlite"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    (data / "standfirst.json").write_text("{")
    status, findings = examine(data)
    assert status == 2
    assert "fault" in healths(findings, "database") and healths(findings, "settings") == ["fault"]
    assert healths(findings, "data folder") == ["ok"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can run the program as somebody who may not read")
def test_a_folder_without_rights_is_said(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    standfirst("setup", "--data", data, "--name", "The Lantern")
    for path in [tmp_path, *tmp_path.parents][:3]:
        path.chmod(0o755)
    options = {"user": 65534, "cwd": "/", "env": {"PATH": os.environ["PATH"]}}
    data.chmod(0o700)
    status, findings = examine(data, **options)
    assert status == 2 and "can't be read" in findings["data folder"][0]["found"]
    data.chmod(0o555)
    status, findings = examine(data, **options)
    assert status == 2 and "can't be written" in findings["data folder"][0]["found"]


def test_a_folder_that_isnt_there_can_t_be_examined(tmp_path):
    result = standfirst("doctor", "--data", tmp_path / "nowhere", check=False)
    assert result.returncode == 2 and "There is no publication" in result.stderr
