"""گفت‌وگوهای ام‌اقساط - how to pay later, signing, paying, the months ahead, vouchers.   Rules: domain/aghsat/"""
