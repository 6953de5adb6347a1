"""Values of the day's work as the words and lines that screens show."""
