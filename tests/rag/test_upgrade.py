"""Data of the last version is used by this one: the same files under their names of then."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.backup.restore import restore
from index.backup.save import backup
from index.building.build import build
from index.embedding.embedder import BUILT_IN, Embedder
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.types import Document, document_id
from rag.assistant import Assistant
from rag.runtime.suggestions import SuggestionStore
from rag.storage.feedback import FeedbackStore
from rag.storage.revisions import Revision, Revisions
from rag.storage.table import Table

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]

TEXT = "Frankreich lud ein. Polen schickt keine Truppen."
DOCUMENT = Document(document_id(TEXT), "treffen.txt", "Treffen", "de", None, TEXT)
FEEDBACK: dict[str, object] = {
    "id": "f",
    "at": "2025-04-10T10:00:00+00:00",
    "verdict": {"thumb": "up", "reason": None, "comment": "gut"},
    "question": "Wer lud ein?",
    "language": "de",
    "history": [],
    "sources": [],
    "answer_id": "a",
    "status": "answered",
    "text": "Frankreich [1].",
    "citations": [],
    "nearest": [],
    "generation": "20250410T100000000000",
    "model": None,
}


def earlier_table(path: Path, key: str, value: str) -> None:
    """As the first versions made it: rows without a checksum."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute("INSERT INTO shelf VALUES (?, ?)", (key, value))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / DOCUMENT.source).write_text(TEXT, encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    revision = Revision.of(DOCUMENT)
    written = {"source": revision.source, "length": revision.length, "pieces": revision.pieces}
    earlier_table(data / "editions.sqlite3", DOCUMENT.id, json.dumps(written))
    earlier_table(data / "translations.sqlite3", "sentence", "translated")
    with closing(sqlite3.connect(data / "feedback.sqlite3")) as database, database:
        database.execute("CREATE TABLE feedback (id TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute("INSERT INTO feedback VALUES ('f', ?)", (json.dumps(FEEDBACK),))
    passage = {"question": "Wer lud ein?", "language": "de", "passage_id": "p"}
    suggestions = {"generation": "g", "made": [passage], "tried": ["de/p"]}
    (data / "suggestions.json").write_text(json.dumps(suggestions), encoding="utf-8")
    return Settings(sources=tmp_path / "sources", data=data, embedding=BUILT_IN, llm="off")


def look(settings: Settings) -> None:
    assistant = Assistant(settings)
    assert assistant.revision(DOCUMENT.id) == Revision.of(DOCUMENT)
    assistant.close()
    [kept] = FeedbackStore(settings.data).all()
    assert (kept.verdict.comment, kept.snapshot) == ("gut", FEEDBACK["generation"])
    assert SuggestionStore(settings.data).read("g").tried == ("de/p",)
    with closing(Table(settings.data / "translations.sqlite3")) as table:
        assert table.get("sentence") == "translated"


def test_what_the_last_version_kept_is_used(settings: Settings) -> None:
    look(settings)
    assert not list(settings.data.glob("editions.*"))
    look(settings)


def test_a_backup_of_it_is_used_too(settings: Settings, tmp_path: Path) -> None:
    archive = backup(settings, tmp_path / "a.zip").path
    shutil.rmtree(settings.data)
    restore(settings, archive)
    look(settings)


def test_of_two_files_the_newer_rows_win_and_none_is_lost(settings: Settings) -> None:
    now = Revision("moved.txt", 1, ())
    with closing(Table(settings.data / "revisions.sqlite3")) as table:
        written = {"source": now.source, "length": now.length, "pieces": now.pieces}
        table.put(DOCUMENT.id, json.dumps(written))
    with closing(sqlite3.connect(settings.data / "editions.sqlite3")) as database, database:
        database.execute("INSERT INTO shelf SELECT 'other', value FROM shelf")
    revisions = Revisions.below(settings.data)
    assert revisions.find(DOCUMENT.id) == now
    assert revisions.find("other") == Revision.of(DOCUMENT)


def test_a_file_that_cannot_be_taken_over_stays(settings: Settings) -> None:
    (settings.data / "revisions.sqlite3").mkdir()  # the table is in memory only
    revisions = Revisions.below(settings.data)
    assert revisions.find(DOCUMENT.id) is None
    assert (settings.data / "editions.sqlite3").exists()


def test_its_index_is_built_upon(settings: Settings, embedder: Embedder) -> None:
    build(settings, embedder)
    snapshots = DiskSnapshots(settings.data)
    name = snapshots.current() or ""
    file = snapshots.folder(name) / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["generation"] = manifest.pop("snapshot")
    del manifest["notes"]
    file.write_text(json.dumps(manifest), encoding="utf-8")
    assert snapshots.manifest(name).snapshot == name
    assert not build(settings, embedder).built
    (settings.sources / "neu.txt").write_text("Das nächste Treffen ist im Mai.", encoding="utf-8")
    report = build(settings, embedder)
    assert (report.built, report.embedded) == (True, 1)
