/* The list on the search page. Nothing from the answer is ever read as HTML: text goes in as text, and an address
   is used only if it is a path of this website. */
(function () {
  "use strict";

  var answer = document.querySelector("[data-search=answer]");
  if (!answer || !window.fetch || !window.URLSearchParams) return;

  var PATIENCE = 15000;
  var LIMITS = { tenant: "单位", column: "栏目" };
  var asked = new URLSearchParams(location.search);
  var form = document.querySelector(".search-full");

  function part(name) { return document.querySelector("[data-search=" + name + "]"); }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function link(url, text, className) {
    var made = element("a", className, text);
    made.setAttribute("href", url);
    return made;
  }

  function own(url) {
    return typeof url === "string" && /^\/(?![\/\\])/.test(url) ? url : null;
  }

  function list(value) { return Array.isArray(value) ? value : []; }

  function words(value) { return typeof value === "string" ? value : typeof value === "number" ? String(value) : ""; }

  /* The address of the same question with some answers changed; an empty value leaves the name out. */
  function address(changes) {
    var next = new URLSearchParams();
    ["q", "tenant", "column", "from", "to", "page"].forEach(function (name) {
      var value = name in changes ? changes[name] : asked.get(name);
      if (value) next.set(name, value);
    });
    return location.pathname + "?" + next.toString();
  }

  function say(text, sitemap) {
    var status = part("status");
    status.textContent = text;
    if (!sitemap) return;
    status.appendChild(link(answer.dataset.sitemap, "网站地图"));
    status.appendChild(document.createTextNode("查找栏目。"));
  }

  function fillForm() {
    ["q", "from", "to"].forEach(function (name) { form.elements[name].value = asked.get(name) || ""; });
    var head = document.getElementById("site-search-q");
    if (head) head.value = asked.get("q") || "";
  }

  /* A search within one unit or column keeps that limit, and shows how to lift it. */
  function showLimits() {
    Object.keys(LIMITS).forEach(function (name) {
      var value = asked.get(name);
      if (!value) return;
      var kept = element("input");
      kept.type = "hidden";
      kept.name = name;
      kept.value = value;
      form.appendChild(kept);
      var changes = { page: "" };
      changes[name] = "";
      var lift = link(address(changes), LIMITS[name] + "：" + value + " ×");
      lift.setAttribute("data-limit", name);
      part("limits").appendChild(lift);
      part("limits").hidden = false;
    });
  }

  /* The address knows a unit by its id; the answers know its name. */
  function nameLimits(hits) {
    document.querySelectorAll("[data-limit]").forEach(function (lift) {
      var name = lift.getAttribute("data-limit");
      var first = words(hits[0][name]);
      if (first && hits.every(function (hit) { return hit[name] === first; })) lift.textContent = LIMITS[name] + "：" + first + " ×";
    });
  }

  function result(hit) {
    var item = element("li", "result");
    var title = element("h2", "result-title");
    var url = own(hit.url);
    if (url) title.appendChild(link(url, words(hit.title)));
    else title.textContent = words(hit.title);
    item.appendChild(title);

    var excerpt = element("p", "result-words");
    list(hit.excerpt || hit.excerpt_html_parts).forEach(function (piece) {
      excerpt.appendChild(piece.mark ? element("mark", "", words(piece.text)) : document.createTextNode(words(piece.text)));
    });
    if (excerpt.firstChild) item.appendChild(excerpt);

    var more = element("p", "result-more");
    [hit.date, hit.document_number, hit.tenant, hit.column, hit.source && "来源：" + words(hit.source)].forEach(function (text) {
      if (words(text)) more.appendChild(element("span", "", words(text)));
    });
    if (more.firstChild) item.appendChild(more);
    return item;
  }

  function showSuggestions(suggestions) {
    var box = part("suggestions");
    list(suggestions).map(words).filter(Boolean).forEach(function (text, index) {
      if (index === 0) box.appendChild(element("li", "", "您可以试试："));
      var item = element("li");
      item.appendChild(link(address({ q: text, page: "" }), text));
      box.appendChild(item);
      box.hidden = false;
    });
  }

  function showPager(page, pages) {
    if (!(pages > 1)) return;
    var box = part("pager");
    var row = element("ul");
    function step(to, text) {
      var item = element("li");
      if (to >= 1 && to <= pages && to !== page) item.appendChild(link(address({ page: String(to) }), text));
      else item.appendChild(element("span", "pager-off", text));
      row.appendChild(item);
    }
    step(1, "第一页");
    step(page - 1, "上一页");
    row.appendChild(element("li", "pager-label", "第" + page + "页，共" + pages + "页"));
    step(page + 1, "下一页");
    box.appendChild(row);
    box.hidden = false;
  }

  function show(data) {
    var hits = list(data.hits).filter(Boolean);
    var total = Number(data.total) || 0;
    if (hits.length && data.exact === false) say("与“" + words(data.query || asked.get("q")) + "”相关的信息超过" + total + "条，请增加词语缩小范围。");
    else if (hits.length) say("找到与“" + words(data.query || asked.get("q")) + "”相关的信息" + total + "条。");
    else say("没有找到与“" + words(data.query || asked.get("q")) + "”相关的信息。可以换一个说法、放宽日期，或者从", true);
    showSuggestions(data.suggestions);
    if (hits.length) nameLimits(hits);
    hits.forEach(function (hit) { part("results").appendChild(result(hit)); });
    showPager(Number(data.page) || 1, Number(data.pages) || 1);
  }

  function ask() {
    var stop = window.AbortController ? new AbortController() : null;
    var timer = stop && setTimeout(function () { stop.abort(); }, PATIENCE);
    var question = new URLSearchParams();
    ["q", "tenant", "column", "from", "to", "page"].forEach(function (name) {
      question.set(name, asked.get(name) || (name === "page" ? "1" : ""));
    });
    answer.setAttribute("aria-busy", "true");
    say("正在搜索……");
    fetch(answer.dataset.api + "?" + question.toString(), {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      signal: stop ? stop.signal : undefined
    })
      .then(function (response) {
        if (response.ok) return response.json().then(show);
        if (response.status !== 400) throw new Error(String(response.status));
        return response.json().then(function (data) { say(words(data.error) || "搜索条件有误，请修改后重试。"); });
      })
      .catch(function () { say("搜索服务暂时没有回应。请稍后再试，或者从", true); })
      .then(function () {
        clearTimeout(timer);
        answer.removeAttribute("aria-busy");
      });
  }

  fillForm();
  showLimits();
  if ((asked.get("q") || "").trim()) ask();
  else say("请输入要查找的内容，例如政策名称、文号或者办事事项。");
})();
