"""Sheets become PDF pages; the only user of ReportLab."""
