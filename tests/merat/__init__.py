"""آزمون‌های مرآت - scorecard, capacity, and everything a member does with a result.   Product: domain/merat/ handlers/merat/"""
