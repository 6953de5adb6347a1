"""Answers, a rule pack and a day become an outcome: one module per legal test."""
