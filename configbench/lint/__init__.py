"""What goes wrong with settings and is visible in source: read, never imported and never run.

The rules are the audit's, by the same ids.  In doubt nothing is said: an audit can look.
"""
