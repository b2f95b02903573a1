"""Opens the snapshots at the place named by the settings."""

from index.settings import Settings
from index.snapshots.base import Snapshots
from index.snapshots.disk import DiskSnapshots


def snapshots_of(settings: Settings) -> Snapshots:
    """The snapshots on the Chroma server, if one is set, else in the data folder."""
    if settings.chroma_url:
        # Chroma takes seconds to import.
        from index.snapshots.server import ServerSnapshots

        return ServerSnapshots(settings.chroma_url)
    return DiskSnapshots(settings.data)
