"""The sealed file that carries records from one laptop of a clinic to another."""
