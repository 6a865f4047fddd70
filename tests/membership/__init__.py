"""آزمون‌های عضویت - stories of people who join, sign in, change, leave and serve.   Product: domain/membership/, storage/membership/, handlers/membership/"""
