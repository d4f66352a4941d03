"""Names that no tenant and no column may take, each with the reason that the operator reads."""

from __future__ import annotations

_PLATFORM = {
    "portal": "门户自身的内容文件夹",
    "static": "样式和脚本",
    "theme": "样式和脚本",
    "assets": "样式和脚本",
    "search": "站内搜索页",
    "leave": "“您即将离开”提示页",
    "disclosure": "自动生成的政府信息公开专栏",
    "sitemap": "网站地图",
    "migration": "整合迁移公告",
    "notice": "平台公告",
    "bureaus": "部门列表页",
    "townships": "乡镇列表页",
    "topics": "专题列表页",
    "columns": "统一栏目表的文件名",
    "rulebook": "规则文件的文件名",
    "waivers": "豁免文件的文件名",
    "links": "外链豁免文件的文件名",
    "targets": "发布目标文件的文件名",
    "api": "数据接口",
    "attachments": "附件",
    "files": "附件",
    "media": "政务新媒体名录",
    "feed": "订阅源",
    "feeds": "订阅源",
    "rss": "订阅源",
    "atom": "订阅源",
    "index": "首页文件",
    "robots": "给搜索引擎的说明文件",
    "favicon": "网站图标",
    "404": "找不到页面时的提示页",
    "page": "分页地址",
    "admin": "管理后台",
    "preview": "预览地址",
}

_DEVICES = ("con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)))

RESERVED = {**_PLATFORM, **dict.fromkeys(_DEVICES, "Windows 系统的设备名，不能作文件名")}
"""Name → what it is kept for."""
