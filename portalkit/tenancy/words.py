"""The Chinese name of every registry field, and the one way messages speak of a field."""

from __future__ import annotations

from collections.abc import Collection

FIELD_NAMES = {
    "account": "账号", "accountable_officer": "第一责任人", "address": "地址", "announced": "公告日期",
    "approval": "批准", "approved_by": "批准人", "approved_on": "批准日期", "at": "可设单位", "authority": "批准机关",
    "badge": "党政机关网站标识", "basis": "依据", "bucket": "桶", "changes": "变更记录",
    "chief_editor": "总编辑", "columns": "栏目",
    "completed": "完成日期", "contact": "联系方式", "date": "日期", "demo": "演示", "description": "说明",
    "division_code": "行政区划代码", "document": "文号", "domain": "域名", "email": "电子邮箱", "endpoint": "网址",
    "fax": "传真", "filed": "备案日期", "force_majeure": "不可抗力", "former_columns": "原有栏目", "from": "起始日期",
    "homepage": "主页", "host": "域名", "host_key": "主机公钥", "hours": "办公时间", "icp_number": "ICP备案号",
    "id": "编号", "index_scheme": "索引号规则", "informant": "信息员", "keep": "保留份数",
    "keywords": "关键词", "kind": "类型",
    "last_post": "最近更新日期", "level": "层级", "limits": "限值", "live_since": "开通日期",
    "media_accounts": "政务新媒体", "merge_into": "并入栏目", "migration": "迁移", "mourning": "哀悼日",
    "name": "名称", "offline_periods": "临时下线", "old_domain": "原域名", "opened": "开设日期", "opening": "开通",
    "operator": "承办单位", "owner": "主办单位", "path": "路径", "path_style": "桶名放在路径里", "people": "审签人",
    "phone": "电话", "place": "地区", "platform": "平台", "police_number": "公安备案号", "port": "端口",
    "postcode": "邮政编码", "prefix": "文件夹", "reason": "理由", "region": "区域", "report": "报告编号",
    "responsible_person": "责任人", "responsible_unit": "责任单位", "review": "审签环节数", "rule": "规则编号",
    "security_officer": "安全责任人", "security_test": "安全检测",
    "service_portal": "政务服务入口", "short_name": "简称", "site_code": "网站标识码", "stages": "审签环节",
    "status": "状态", "stricter": "从严方向", "supervisor": "主管单位", "targets": "发布目标", "theme": "主题模板",
    "to": "去向", "type": "栏目类型", "unit": "单位", "until": "截止日期", "update_days": "更新期限", "url": "网址",
    "user": "账号名", "valid_days": "有效天数", "value": "数值", "website": "网站", "what": "变更项",
    "holidays": "放假日", "profiles": "采用的文件", "source": "出处", "workdays": "调休上班日", "years": "年份",
}  # fmt: skip
"""Keys are written in English in the registry; people read them in Chinese."""


def called(field: str) -> str:
    """``site_code（网站标识码）`` for the last part of a dotted field; items are counted ``people[2].id``."""
    name = field.rsplit(".", 1)[-1].split("[", 1)[0]
    chinese = FIELD_NAMES.get(name)
    return f"{field}（{chinese}）" if chinese else f"{field} "


def in_english(word: str, known: Collection[str]) -> str | None:
    """The field of ``known`` that somebody wrote by its Chinese name."""
    return next((field for field in known if FIELD_NAMES.get(field) == word.strip()), None)
