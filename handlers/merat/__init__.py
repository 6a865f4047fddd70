"""گفت‌وگوهای مرآت - being evaluated, what it says, what would raise it, and who may look.   Rules: domain/merat/"""
