"""جعبه‌ی انبار - database, unit of work, encryption, conversations, inbox and outbox.   Opened by bot/wiring.py"""
