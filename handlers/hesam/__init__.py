"""گفت‌وگوهای پول - what members see of their money and do with it.   Rules: domain/hesam/   Words: hesam.po"""
