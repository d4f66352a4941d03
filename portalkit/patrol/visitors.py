"""As whom the patrol looks: an intruder often shows one page to readers and another one to search engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
)
_PHONE = (
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/138.0.0.0 Mobile Safari/537.36"
)
_BAIDU = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
_HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks for a page. ``packed``: reads compressed answers."""

    name: str
    agent: str
    packed: bool = False
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request."""
        return {
            "User-Agent": self.agent,
            "Accept": _HTML,
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip" if self.packed else "identity",
            **self.more,
        }


BROWSER = Visitor("浏览器", _CHROME, packed=True)
SPIDER = Visitor("百度蜘蛛", _BAIDU)
OTHERS = (
    Visitor("手机", _PHONE, packed=True),
    Visitor("从百度点进来的", _CHROME, more={"Referer": "https://www.baidu.com/s?wd=%E6%94%BF%E5%BA%9C"}),
    Visitor("从搜狗点进来的手机", _PHONE, more={"Referer": "https://m.sogou.com/web/searchList.jsp?keyword=a"}),
    Visitor("360蜘蛛", f"{_CHROME}; 360Spider", packed=True),
    Visitor("搜狗蜘蛛", "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)"),
    Visitor("必应蜘蛛", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", packed=True),
    Visitor(
        "神马蜘蛛", "Mozilla/5.0 (compatible; YisouSpider/5.0; +http://www.yisou.com/help/webmaster/spider_guide.html)"
    ),
    Visitor("字节蜘蛛", "Mozilla/5.0 (compatible; Bytespider; https://zhanzhang.toutiao.com/)", packed=True),
)
"""Further ones, as whom only some pages are asked for."""
