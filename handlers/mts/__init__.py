"""گفت‌وگوهای ام‌تی‌اس - a parcel sent, followed, carried and handed over; and who dispatches.   Rules: domain/mts/   Words: mts.po"""
