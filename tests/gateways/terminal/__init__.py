"""آزمون‌های ترمینال - Reza talks with the bot by lines.   Product: bot/gateways/terminal.py"""
