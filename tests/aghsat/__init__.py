"""آزمون‌های ام‌اقساط - buying now and paying later.   Rules: domain/aghsat/"""
