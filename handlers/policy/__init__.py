"""گفت‌وگوهای نرخ‌ها - what every number is, and how two people change it.   Rules: domain/policy/   Words: policy.po"""
