"""Where bundles arrive: inbox, totals, report."""
