"""میز پاسخ‌گویی - the rahyars' side in the browser: many conversations at once.   Page: bot/gateways/web/page/desk*   Rules: domain/moshavereh/   How: docs/web.md"""
