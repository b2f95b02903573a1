"""Files: written so that a crash does no harm, and what to do when the disk cannot be written."""
