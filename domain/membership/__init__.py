"""عضویت - who belongs to the house, how they came, and what they may ask of us about themselves.   Siblings: handlers/membership/, storage/membership/"""
