"""آزمون‌های صفحه‌ی گفت‌وگو - the web gateway over real HTTP and in a real browser.   Product: bot/gateways/web/"""
