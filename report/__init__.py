"""The report: a pure function of ``report/results.json``.  It imports nothing of the harness."""
