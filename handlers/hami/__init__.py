"""گفت‌وگوهای حامی - help that is asked for, and credit that is lent.   Rules: domain/hami/   Words: hami.po"""
