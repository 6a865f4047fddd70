"""گفت‌وگوهای بازار - looking, searching, a booth, a product, what one keeps and has in the cart, and asking the seller.   Rules: domain/bazaar/ domain/sat/showing.py"""
