"""گفت‌وگوهای وام - what a loan would be, before one asks for it.   Rules: domain/loan/   Words: loan.po"""
