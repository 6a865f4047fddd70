"""آزمون‌های نرخ‌ها - what numbers are, how two people change them, and who may not.   Product: domain/policy/"""
