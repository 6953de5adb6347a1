"""One module per thing a worker does in a day."""
