"""آزمون‌های آیکاپ - certificates, notes, signatures and the check of a paper.   Product: domain/icap/ handlers/icap/"""
