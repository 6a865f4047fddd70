"""گفت‌وگوهای آیکاپ - a signature of one's own, a promissory note, and the check of one.   Rules: domain/icap/   Words: icap.po"""
