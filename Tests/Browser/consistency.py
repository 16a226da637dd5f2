"""Whether a publication's database is whole: nothing half published, half listed, half indexed or half imported."""

import contextlib
import pathlib
import sqlite3
import subprocess

# Each counts what must not be there.
QUESTIONS = {
    "a published story that readers can't see": """
        SELECT count(*) FROM story WHERE state = 'published'
            AND NOT EXISTS (SELECT 1 FROM published_story AS p WHERE p.story = story.id AND p.revision = story.published_revision)""",
    "a page of a story that is not published": """
        SELECT count(*) FROM published_story AS p JOIN story ON story.id = p.story WHERE story.state <> 'published'""",
    "a published story at no address": """
        SELECT count(*) FROM story WHERE state = 'published'
            AND NOT EXISTS (SELECT 1 FROM address WHERE address.path = story.address AND address.target = story.id)""",
    "a published story that no search finds": """
        SELECT count(*) FROM published_story AS p WHERE NOT EXISTS (SELECT 1 FROM storage_search AS s WHERE s.key = p.story)""",
    "a search result that is no published story": """
        SELECT count(*) FROM storage_search AS s WHERE NOT EXISTS (SELECT 1 FROM published_story AS p WHERE p.story = s.key)""",
    "a dated story in no list": """
        SELECT count(*) FROM published_story AS p WHERE p.kind <> 'page'
            AND (SELECT count(*) FROM listing AS l WHERE l.story = p.story AND l.kind IN ('all', 'kind', 'month')) <> 3""",
    "a list with a wrong count": """
        SELECT count(*) FROM (
            SELECT kind, list_key, count(*) AS found FROM listing GROUP BY kind, list_key
        ) AS counted LEFT JOIN listing_count AS c ON c.kind = counted.kind AND c.list_key = counted.list_key
        WHERE c.stories IS NULL OR c.stories <> counted.found""",
    "a count of an empty list": """
        SELECT count(*) FROM listing_count AS c WHERE c.stories <> 0
            AND NOT EXISTS (SELECT 1 FROM listing AS l WHERE l.kind = c.kind AND l.list_key = c.list_key)""",
    "a story without its revision": """
        SELECT count(*) FROM story WHERE NOT EXISTS (SELECT 1 FROM revision AS r WHERE r.id = story.current_revision AND r.story = story.id)""",
    "a revision without its story": "SELECT count(*) FROM revision WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.id = revision.story)",
    "a story whose history doesn't lead to where it stands": """
        SELECT count(*) FROM story WHERE EXISTS (SELECT 1 FROM story_event AS e WHERE e.story = story.id)
            AND state <> (SELECT e.to_state FROM story_event AS e WHERE e.story = story.id ORDER BY e.number DESC LIMIT 1)""",
    "a slug of a story that is not there": "SELECT count(*) FROM story_slug WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.id = story_slug.story)",
    "a revision whose quotations were asked for and are neither checked nor waiting": """
        SELECT count(*) FROM quotation_check WHERE checked_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM storage_job WHERE kind LIKE '%quotation%' OR kind LIKE '%check%')""",
}


def what_is_half_done(data: pathlib.Path, database: str = "sqlite", *, deep: bool = False) -> list[str]:
    """What is wrong, in words; nothing where all is whole. `deep` reads every page of the file and of the index too."""
    if database != "sqlite":
        found = []
        for what, question in QUESTIONS.items():
            answer = subprocess.run(["psql", "-qtA", database, "-c", question], check=True, capture_output=True, text=True)
            if answer.stdout.strip() != "0":
                found.append(f"{what}: {answer.stdout.strip()}")
        return found
    (file,) = pathlib.Path(data).glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection:
        found = [f"{what}: {count}" for what, question in QUESTIONS.items() if (count := connection.execute(question).fetchone()[0])]
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            found.append("a row that refers to nothing")
        if deep:
            if (answer := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                found.append(f"the file: {answer}")
            try:
                connection.execute("INSERT INTO storage_search_index (storage_search_index) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as error:
                found.append(f"the search index: {error}")
            connection.rollback()
    return found
