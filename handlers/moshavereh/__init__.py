"""مشاوره - dialogs, cards and listeners of the desk.   Rules: domain/moshavereh/  Rows: storage/moshavereh/  Texts: locales/fa/LC_MESSAGES/moshavereh.po"""
