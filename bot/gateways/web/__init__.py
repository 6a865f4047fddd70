"""دروازه‌ی وب - the chat page in the browser, which is a platform like any other.   Page: page/   Store: storage/kit/webchat.py   How: docs/web.md"""

from bot.gateways.web.bell import Bell
from bot.gateways.web.gateway import DemoPerson, WebGateway, WebSettings
from bot.gateways.web.signin import CodeSignIn, KeptCodes, SendCode, SignIn

__all__ = ["Bell", "CodeSignIn", "DemoPerson", "KeptCodes", "SendCode", "SignIn", "WebGateway", "WebSettings"]
