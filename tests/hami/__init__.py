"""آزمون‌های حامی - help that is asked for and credit that is lent.   Product: domain/hami/ handlers/hami/"""
