"""Rich Text documents (RTF)."""
