"""گفت‌وگوهای چک - a book from the bank, a cheque to write, and what is done with one.   Rules: domain/cheque/   Words: cheque.po"""
