"""The manifest of a snapshot: what it was built from and what it contains. Needs no Chroma."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from index.errors import REBUILD, StoreError
from index.passages import splitting
from index.reading.parsing import FileNote, Problem
from index.records import Kind

MANIFEST: Final = "manifest.json"


class Manifest(BaseModel):
    """The JSON file beside a snapshot's Chroma files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str = Field(validation_alias=AliasChoices("snapshot", "generation"))
    """The snapshot's name; earlier versions of the program called it a generation."""
    previous: str | None
    """The snapshot that this one replaced; kept until the next build."""
    made: str
    """ISO 8601, UTC."""
    embedder: str
    dimension: int
    splitting: int
    reading: str = ""
    """Version of the code that read the files; empty in indexes of earlier versions."""
    files: dict[str, str]
    """Digest of every file found, by path relative to the sources folder."""
    contents: dict[str, str]
    """Digest of every document with its passages as stored, by document id."""
    problems: tuple[Problem, ...]
    notes: tuple[FileNote, ...] = ()
    documents: int
    passages: int
    removed: int = 0
    """Passages removed from Chroma's files since these were last written anew; Chroma does not
    free their slots."""
    erasable: bool = False
    """Chroma's graph files contain all changes. In indexes of earlier versions some wait in its
    database, so what is removed from a copy cannot be erased."""
    sentences: int
    withdrawn: tuple[str, ...] = ()
    """Sorted ids of the articles that were withdrawn when it was built."""
    token_vectors: str
    """Checksum of the token vector files; empty if they are stored in the passages' records."""

    def made_from(
        self, files: Mapping[str, str], embedder: str, withdrawn: Collection[str]
    ) -> bool:
        """Whether a build now would produce the same index.

        Args:
            files: digests by path.
            embedder: name of the embedding model.
            withdrawn: ids of the withdrawn articles.
        """
        return (
            self.files == files
            and self.embedder == embedder
            and self.withdrawn == tuple(sorted(withdrawn))
            and self.splitting == splitting.VERSION
        )

    @property
    def counts(self) -> dict[Kind, int]:
        """The number of records of each kind."""
        return {"documents": self.documents, "passages": self.passages}

    def write(self, folder: Path) -> None:
        """Write it to a snapshot's folder."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in a snapshot's folder.

    Raises:
        StoreError: it is missing or damaged.
    """
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"The index in {folder} is damaged: no readable manifest.", REBUILD
        ) from error


@dataclass(frozen=True, slots=True)
class Changes:
    """How the sources folder differs from what was indexed; paths are sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """Pairs of old and new path."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.renamed)


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Compare two mappings of path to digest. The same digest at a new path is a renamed file."""
    gone = {source: digest for source, digest in before.items() if source not in after}
    new = {source: digest for source, digest in after.items() if source not in before}
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for source in sorted(gone, reverse=True):
        paths[gone[source]].append(source)
    renamed = []
    for source in sorted(new):
        if old := paths[new[source]]:
            renamed.append((old.pop(), source))
            del gone[renamed[-1][0]], new[source]
    both = before.keys() & after.keys()
    return Changes(
        added=tuple(sorted(new)),
        changed=tuple(sorted(source for source in both if before[source] != after[source])),
        removed=tuple(sorted(gone)),
        renamed=tuple(renamed),
    )
