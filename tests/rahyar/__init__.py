"""آزمون‌های میز رهیار - the cast is in society.py; one file per promise.   Product: domain/rahyar/ storage/rahyar/ handlers/rahyar/"""
