"""Who looks for a certain article finds it near the top: titles, parts of titles, phrases, numbers, names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from search.articles import make

from portalkit.search.document import SearchDocument, SearchRequest
from portalkit.search.index import update
from portalkit.search.query import Searcher


def words(text: str) -> list[str]:
    return text.split()


AREAS = words(
    "食品 药品 道路 桥梁 校园 水利 农田 林业 养老 医保 社保 户籍 消防 燃气 供热 环保 噪声 扬尘 垃圾 文物 旅游 "
    "招商 就业 住房 公积金"
)
DEEDS = words(
    "安全 监督检查 专项整治 资金管理 质量提升 风险排查 信用评价 便民服务 应急处置 规划编制 招标投标 补贴发放 "
    "登记办理 执法培训"
)
KINDS = words("通知 意见 公告 通报 实施方案 管理办法 工作要点 情况说明")
PLACES = words("东关街道 西河镇 南山乡 北塘村 柳林社区 石桥镇 青龙乡 白马村 城关镇 新安社区")
WHO = words("各有关单位 各乡镇人民政府 全体工作人员 企业负责人 物业服务人 学校食堂 参保人员 申请人 经营者 施工单位")
WHAT = words(
    "按时报送材料 落实主体责任 建立工作台账 配合现场检查 公开办事流程 完善应急预案 加强值班值守 "
    "提交书面申请 开展自查自纠 做好宣传引导"
)
WHY = words("切实保障群众利益 防止事故发生 提高办事效率 规范市场秩序 改善人居环境 维护公平竞争")
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
SIZE = 600


def sample() -> Iterator[SearchDocument]:
    """The same articles every time: a county's words, put together anew in each."""
    drawn = random.Random(20261121)
    pick = drawn.choice
    for n in range(SIZE):
        title = f"关于{pick(PLACES)}{pick(AREAS)}{pick(DEEDS)}的{pick(KINDS)}"
        sentences = [
            f"{pick(WHO)}应当{pick(WHAT)}，{pick(WHY)}；"
            f"涉及{pick(AREAS)}{pick(DEEDS)}的，由{pick(PLACES)}于{drawn.randint(1, 28)}日前完成。"
            for _ in range(drawn.randint(6, 20))
        ]
        contact = f"联系人：{''.join(drawn.sample(NAMES, 3))}，电话：{drawn.randint(10**6, 10**7)}。"
        sentences.insert(drawn.randrange(len(sentences)), contact)
        number = f"示{pick('政办市交')}发〔{2020 + n % 7}〕{n + 1}号"
        made = make(f"{n:04}", title, "\n".join(sentences), number=number)
        yield replace(made, published=date(2020, 1, 1) + timedelta(days=drawn.randrange(2000)))


@pytest.fixture(scope="module")
def articles() -> list[SearchDocument]:
    return list(sample())


@pytest.fixture(scope="module")
def searcher(articles: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("known")
    update(folder, [(a.path, a.key) for a in articles], {a.path: a for a in articles}.__getitem__)
    with Searcher(folder) as opened:
        yield opened


def asked(kind: str, articles: list[SearchDocument]) -> Iterator[tuple[str, set[str]]]:
    """Questions of a kind, with the articles that answer each: all that hold what is asked for."""
    drawn = random.Random(kind)
    for target in drawn.sample(articles, 60):
        if kind == "title":
            yield target.title, {a.url for a in articles if a.title == target.title}
        elif kind == "part of a title":
            part = target.title[2:-4]
            yield part, {a.url for a in articles if part in a.title}
        elif kind == "words of a title":
            yield f"{target.title[-4:]} {target.title[2:9]}", {a.url for a in articles if a.title == target.title}
        elif kind == "phrase":
            start = drawn.randrange(len(target.text) - 20)
            part = target.text[start : start + drawn.randint(10, 18)].strip()
            yield part, {a.url for a in articles if part in a.text}
        elif kind == "number":
            year, serial = target.document_number[4:].split("〕")
            written = drawn.choice(["{}[{}]{}", "{}（{}）第{}", "{} {}年{}", "{}【{}】 0{}"])
            yield written.format(target.document_number[:3], year, serial), {target.url}
        elif kind == "name":
            part = target.text.partition("联系人：")[2][:3]
            yield part, {a.url for a in articles if part in a.text}


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("title", 1.0),
        ("part of a title", 1.0),
        ("words of a title", 0.9),
        ("phrase", 0.98),
        ("number", 1.0),
        ("name", 1.0),
    ],
)
def test_a_known_article_is_found(searcher: Searcher, articles: list[SearchDocument], kind: str, floor: float) -> None:
    ranks = []
    for query, wanted in asked(kind, articles):
        hits = searcher.search(SearchRequest(query)).hits
        ranks.append(next((1 / place for place, hit in enumerate(hits, 1) if hit.url in wanted), 0.0))
    assert sum(ranks) / len(ranks) >= floor
