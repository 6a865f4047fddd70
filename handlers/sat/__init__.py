"""گفت‌وگوهای سات - a booth opened, its goods photographed, priced and counted, and who looks after the bazaar.   Rules: domain/sat/   Words: sat.po"""
