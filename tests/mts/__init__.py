"""آزمون‌های ام‌تی‌اس - parcels sent, carried, followed, handed over, claimed.   Tested: domain/mts/ handlers/mts/ storage/mts/"""
