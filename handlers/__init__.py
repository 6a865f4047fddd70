"""گفت‌وگوها - dialogs, cards and notices, one module per subsystem; no platform, no SQL, no sentence.   Rules: domain/   Texts: locales/"""
