"""Where the settings say that the index lives."""

from index.settings import Settings
from index.snapshots.base import Generations
from index.snapshots.disk import DiskGenerations


def generations_of(settings: Settings) -> Generations:
    """The snapshots on the Chroma server of the settings, or else below their data folder."""
    if settings.chroma_url:
        # Chroma takes seconds to import.
        from index.snapshots.server import SharedGenerations

        return SharedGenerations(settings.chroma_url)
    return DiskGenerations(settings.data)
