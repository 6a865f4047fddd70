"""آزمون‌ها - the story of the house, told by its people.   Code: bot/ domain/ handlers/ storage/"""
