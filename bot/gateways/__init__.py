"""دروازه‌ها - between a messenger and the neutral Incoming and Outgoing (base.py)."""
