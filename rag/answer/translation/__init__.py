"""Machine translations of evidence: made once per sentence, checked, stored and labelled."""
