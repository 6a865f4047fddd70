"""آزمون‌های پیشخوان - identity, account, card and the days of an account.   Product: domain/pishkhan/ handlers/pishkhan/"""
