"""کانون همیاری اجتماعی - dialogs, cards and listeners.   Rules: domain/kanoon/  Rows: storage/kanoon/  Texts: locales/fa/LC_MESSAGES/kanoon.po"""
