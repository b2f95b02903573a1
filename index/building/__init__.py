"""The index made and followed: articles added, withdrawn, and built from the sources folder."""
