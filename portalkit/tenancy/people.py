"""Who may review for a tenant, who approved something, and the accounts of government new media."""

from __future__ import annotations

from portalkit.model.column import Column
from portalkit.model.media import MediaAccount
from portalkit.model.review import Person, ReviewStage
from portalkit.model.tenant import Approval
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_id
from portalkit.tenancy.mistakes import Mistake
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

_STAGES = {stage.value: stage for stage in ReviewStage}
MEDIA_STATUS = ("draft", "live", "offline", "closed")


def read_people(fields: Fields) -> tuple[Person, ...]:
    """Read ``people``: unique ids, stages in the words of the review ledger."""
    people: list[Person] = []
    for part in fields.parts("people"):
        ident = part.text("id")
        if ident and not is_id(ident):
            part.note(mistakes.BAD_ID, "id", f"审签人编号“{clip(ident)}”写法不对。")
        if ident and any(person.id == ident for person in people):
            part.note(mistakes.SAME_PERSON, "id", f"审签人编号“{ident}”登记了两次。")
        people.append(Person(ident, part.text("name"), _stages(part)))
    return tuple(people)


def _stages(part: Fields) -> tuple[ReviewStage, ...]:
    found = set()
    for word, line in part.words("stages", required=True):
        stage = _STAGES.get(word)
        if stage is None:
            what = f"{called(part.field('stages'))}里的“{clip(word)}”不是审签环节。"
            part.report.note(mistakes.STAGE, what, line=line, field=part.field("stages"))
        else:
            found.add(stage)
    return tuple(stage for stage in ReviewStage if stage in found)


def judge_signers(fields: Fields, columns: tuple[Column, ...], people: tuple[Person, ...]) -> None:
    """Advise where a column asks for a stage that nobody registered here may sign; not where people are misread."""
    if len(people) < fields.size("people") or not all(person.stages for person in people):
        return
    able = {stage for person in people for stage in person.stages}
    for stage in ReviewStage:
        waiting = [column.name for column in columns if stage in column.stages]
        if waiting and stage not in able:
            names = "、".join(waiting[:3]) + (f"等 {len(waiting)} 个栏目" if len(waiting) > 3 else "")
            what = f"没有人能签“{stage.value}”，{names}的稿件都发不出去。"
            fields.note(mistakes.NO_SIGNER, "people", what, fix=f"在 people 里为“{stage.value}”登记审签人。")


def read_approval(fields: Fields, *, missing: Mistake) -> Approval | None:
    """Read ``approval``; ``missing`` is what its absence means here."""
    part = fields.part("approval", missing=missing)
    if part.absent:
        return None
    return Approval(part.text("document"), part.text("authority"), part.day("date"))


def read_media(fields: Fields) -> tuple[MediaAccount, ...]:
    """Read ``media_accounts``."""
    accounts: list[MediaAccount] = []
    for part in fields.parts("media_accounts"):
        account = MediaAccount(
            platform=part.text("platform"),
            name=part.text("name"),
            account=part.text("account"),
            owner=part.text("owner"),
            chief_editor=part.text("chief_editor"),
            opened=part.day("opened"),
            filed=part.day("filed"),
            status=part.choice("status", MEDIA_STATUS),
            last_post=part.optional_day("last_post"),
        )
        _judge_twin(account, accounts, part)
        accounts.append(account)
    return tuple(accounts)


def _judge_twin(account: MediaAccount, earlier: list[MediaAccount], part: Fields) -> None:
    if account.status == "closed" or not account.platform:
        return
    for other in earlier:
        if other.status != "closed" and (other.platform, other.owner) == (account.platform, account.owner):
            what = f"{account.owner}在{account.platform}开设了两个账号：“{other.name}”和“{account.name}”。"
            part.note(mistakes.SAME_MEDIA, "platform", what)
            return
