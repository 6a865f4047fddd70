"""آزمون‌های بازار - looking, keeping, carts, letters, orders.   Tested: domain/bazaar/ handlers/bazaar/ storage/bazaar/"""
