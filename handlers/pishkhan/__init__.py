"""گفت‌وگوهای پیشخوان - the bank counter in chat: identity, account, card, and the desk behind it.   Rules: domain/pishkhan/   Words: pishkhan.po"""
