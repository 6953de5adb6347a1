"""From what may be counted to what may be released; the only way out."""
