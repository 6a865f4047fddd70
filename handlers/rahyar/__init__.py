"""گفت‌وگوهای میز رهیار - my rahyar, the work of a rahyar, and who is assigned to whom.   Rules: domain/rahyar/   Texts: rahyar.po"""
