"""Office files: Excel and Word, in and out."""
