"""گفت‌وگوهای عضویت - joining, signing in, the own page, leaving, and the people who serve.   Rules: domain/membership/   Texts: membership.po"""
