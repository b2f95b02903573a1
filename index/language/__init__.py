"""Everything that depends on German or English: word lists, patterns, stems, dictionary."""
