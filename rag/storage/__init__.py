"""Data on disk: answers, translations, feedback and revisions of articles."""
