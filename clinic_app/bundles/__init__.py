"""The sealed file that travels: manifest, seal, open, receipts."""
