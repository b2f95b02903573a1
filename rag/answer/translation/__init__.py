"""Machine translations of evidence: made once per sentence, checked, kept, and labelled as such."""
