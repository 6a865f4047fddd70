"""گفت‌وگوهای هسته - an id for a home business, its people, and who looks at it.   Rules: domain/hasteh/   Words: hasteh.po"""
