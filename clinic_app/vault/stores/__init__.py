"""One store per kind of record: records in, records out, rows stay here."""
