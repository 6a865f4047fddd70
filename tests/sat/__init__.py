"""آزمون‌های سات - booths, their goods, and what is found of them.   Tested: domain/sat/ handlers/sat/ storage/sat/"""
