"""What is kept on disk: answers, translations, feedback, revisions of articles."""
