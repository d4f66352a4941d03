"""What only a site of its own may have: domain, site code, filings, badge; and how the public reaches a unit."""

from __future__ import annotations

from portalkit.model.tenant import Badge, Contact, SiteIdentity
from portalkit.tenancy import formats, mistakes
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

IDENTITY_KEYS = ("domain", "site_code", "icp_number", "police_number", "badge")
"""Registry keys that a unit without a site of its own may not have."""


def read_identity(fields: Fields, division_code: str, *, draft: bool, demo: bool) -> SiteIdentity:
    """Read the numbers of a site at a place. A draft may still lack them; a demonstration may use placeholders."""
    domain = fields.text("domain")
    numbers = {key: _number(fields, key, draft=draft) for key in ("site_code", "icp_number", "police_number")}
    badge = _badge(fields, draft=draft, demo=demo)
    place = formats.PROVINCES[division_code[:2]] if formats.is_division_code(division_code) else None
    _judge_site_code(fields, numbers["site_code"], division_code if place else "", demo=demo)
    _judge_icp(fields, numbers["icp_number"], place, demo=demo)
    _judge_police(fields, numbers["police_number"], place, demo=demo)
    return SiteIdentity(domain, numbers["site_code"], numbers["icp_number"], numbers["police_number"], badge)


def read_contact(fields: Fields, *, required: bool, demo: bool) -> Contact | None:
    """Read ``contact``; ``None`` where a unit that need not have one has none."""
    part = fields.part("contact", required=required, missing=mistakes.NOBODY if required else None)
    if part.absent:
        return None
    contact = Contact(
        phone=part.text("phone", missing=mistakes.NOBODY),
        address=part.text("address", required=False),
        email=part.text("email", required=False),
        postcode=part.text("postcode", required=False),
        fax=part.text("fax", required=False),
        hours=part.text("hours", required=False),
    )
    _judge_phone(part, "phone", contact.phone, demo=demo)
    _judge_phone(part, "fax", contact.fax, demo=demo)
    if contact.email and not formats.is_email(contact.email):
        what = f"{called(part.field('email'))}写的是“{clip(contact.email)}”，不是电子邮箱地址。"
        part.note(mistakes.EMAIL, "email", what)
    if contact.postcode and not formats.is_postcode(contact.postcode):
        what = f"{called(part.field('postcode'))}写的是“{clip(contact.postcode)}”，不是六位数字。"
        part.note(mistakes.POSTCODE, "postcode", what)
    return contact


def _number(fields: Fields, key: str, *, draft: bool) -> str:
    text = fields.text(key, required=False)
    if not text:
        _note_lacking(fields, key, draft=draft)
    return text


def _note_lacking(fields: Fields, key: str, *, draft: bool) -> None:
    if fields.absent:
        return
    if draft:
        fields.note(mistakes.PENDING, key, f"筹建中，还没有 {called(key)}。", fix=f"开通前补上 {called(key)}。")
    else:
        what = f"没有 {called(key)}，不能上线。"
        fix = f"补上 {called(key)}；筹建中的把 status 写成 draft。"
        fields.note(mistakes.NOT_READY, key, what, fix=fix)


def _badge(fields: Fields, *, draft: bool, demo: bool) -> Badge:
    part = fields.part("badge", required=False)
    if part.absent:
        if not fields.has("badge"):
            _note_lacking(fields, "badge", draft=draft)
        return Badge("", "")
    badge = Badge(part.choice("kind", ("red", "blue")), part.text("id"))
    if badge.id and not formats.is_badge_id(badge.id):
        what = f"{called(part.field('id'))}写的是“{clip(badge.id)}”，不是标识编号。"
        fix = "填写标识链接里 id= 后面的 32 位编号，或脚本里 CA 开头的编号。"
        part.note(mistakes.BADGE, "id", what, fix=fix)
    elif formats.is_placeholder(badge.id) and not demo:
        _note_placeholder(part, "id", badge.id)
    return badge


def _judge_site_code(fields: Fields, code: str, division_code: str, *, demo: bool) -> None:
    if not code:
        return
    if formats.is_placeholder(code):
        if not demo:
            _note_placeholder(fields, "site_code", code)
    elif not formats.is_site_code(code):
        what = f"{called('site_code')}写的是“{clip(code)}”，应当是区划代码加四位序号的 10 位数字。"
        fields.note(mistakes.SITE_CODE, "site_code", what)
    elif not code.startswith(division_code):
        what = f"{called('site_code')}的前六位是 {code[:6]}，与 division_code（{division_code}）不同。"
        fields.note(mistakes.SITE_CODE_PLACE, "site_code", what)


def _judge_icp(fields: Fields, number: str, place: formats.Province | None, *, demo: bool) -> None:
    if not number:
        return
    filing = formats.icp_filing(number)
    if filing is None:
        what = f"{called('icp_number')}写的是“{clip(number)}”，不是规范写法。"
        fields.note(mistakes.ICP, "icp_number", what, fix=_letter_fix(number, place, "icp") or _icp_fix(place))
        return
    if formats.is_placeholder(filing.digits) and not demo:
        _note_placeholder(fields, "icp_number", number)
    if place and filing.letter != place.icp:
        what = f"{called('icp_number')}以“{filing.letter}”开头，而行政区划在{place.name}，应当以“{place.icp}”开头。"
        fields.note(mistakes.PROVINCE, "icp_number", what)


def _judge_police(fields: Fields, number: str, place: formats.Province | None, *, demo: bool) -> None:
    if not number:
        return
    filing = formats.police_filing(number)
    if filing is None:
        what = f"{called('police_number')}写的是“{clip(number)}”，不是规范写法。"
        fix = _letter_fix(number, place, "police")
        fields.note(mistakes.POLICE, "police_number", what, fix=fix)
        return
    if len(filing.digits) < 14:
        what = f"{called('police_number')}只有 {len(filing.digits)} 位数字，现行号码是 14 位。"
        fields.note(mistakes.OLD_POLICE, "police_number", what)
    if formats.is_placeholder(filing.digits[8:]) and not demo:
        _note_placeholder(fields, "police_number", number)
    if place is None:
        return
    letters = "”或“".join(place.police)
    if filing.letter not in place.police:
        what = f"{called('police_number')}以“{filing.letter}”开头，而行政区划在{place.name}，应当以“{letters}”开头。"
        fields.note(mistakes.PROVINCE, "police_number", what)
    elif formats.PROVINCES[filing.digits[:2]].police[0] not in place.police:
        what = f"{called('police_number')}的数字以 {filing.digits[:2]} 开头，而行政区划以 {place.digits} 开头。"
        fields.note(mistakes.PROVINCE, "police_number", what)


def _icp_fix(place: formats.Province | None) -> str | None:
    return f"写成“{place.icp}ICP备09000126号-1”的形式，不加冒号和空格。" if place else None


def _letter_fix(number: str, place: formats.Province | None, use: str) -> str | None:
    """The remedy where the letter of the other kind of filing was used: 川ICP备, 蜀公网安备."""
    if place is None or place.icp == place.police[0]:
        return None
    right, wrong = (place.icp, place.police[0]) if use == "icp" else (place.police[0], place.icp)
    kind = " ICP 备案号" if use == "icp" else "公安备案号"
    return f"{place.name}的{kind}以“{right}”开头，把“{wrong}”改成“{right}”。" if number.startswith(wrong) else None


def _judge_phone(fields: Fields, key: str, number: str, *, demo: bool) -> None:
    if not number:
        return
    if formats.is_mobile(number):
        what = f"{called(fields.field(key))}写的是手机号码，属于个人信息。"
        fields.note(mistakes.PHONE, key, what, fix="换成办公电话或热线号码。")
    elif not formats.is_phone(number):
        what = f"{called(fields.field(key))}写的是“{clip(number)}”，不是电话号码的规范写法。"
        fields.note(mistakes.PHONE, key, what)
    elif formats.phone_placeholder(number) and not demo:
        _note_placeholder(fields, key, number)


def _note_placeholder(fields: Fields, key: str, text: str) -> None:
    fields.note(mistakes.PLACEHOLDER, key, f"{called(fields.field(key))}写的“{clip(text)}”是占位号码。")
