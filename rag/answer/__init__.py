"""What is said: quotes, short answers, translations, and the checks of each."""
