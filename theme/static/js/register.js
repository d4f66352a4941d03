/* Search and choices on the catalogue of disclosed documents. The data lie beside the page; text goes in as text, and
   an address is used only if it is a path of this website. */
(function () {
  "use strict";

  var form = document.querySelector("[data-register=form]");
  var frame = document.querySelector("[data-register=table]");
  if (!form || !frame || !window.fetch) return;

  var INDEX = 0, TITLE = 1, NUMBER = 2, ISSUER = 3, SIGNED = 4, SUBJECT = 5, VALIDITY = 6, URL = 8;
  var STEP = 50;
  var CHOICES = [["年份", SIGNED], ["主题分类", SUBJECT], ["有效性", VALIDITY]];
  var body = frame.querySelector("tbody");
  var status = form.querySelector("[data-register=status]");
  var words = form.elements.q;
  var before = Array.prototype.slice.call(body.childNodes);
  var selects = [];
  var rows = null;
  var shown = STEP;

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function of(row, field) { return field === SIGNED ? row[SIGNED].slice(0, 4) : row[field]; }

  function folded(text) { return text.toLowerCase().replace(/[\s〔〕\[\]()（）]/g, ""); }

  function fill(loaded) {
    rows = loaded;
    CHOICES.forEach(function (choice) {
      var values = {};
      rows.forEach(function (row) { if (of(row, choice[1])) values[of(row, choice[1])] = true; });
      var names = Object.keys(values).sort();
      if (names.length < 2) return;
      if (choice[1] === SIGNED) names.reverse();
      var label = element("label", "register-choice", choice[0]);
      var select = element("select");
      select.appendChild(new Option("全部", ""));
      names.forEach(function (name) { select.appendChild(new Option(name, name)); });
      select.addEventListener("change", function () { shown = STEP; show(); });
      selects.push([select, choice[1]]);
      label.appendChild(select);
      form.querySelector("[data-register=choices]").appendChild(label);
    });
  }

  function cell(label, text, className) {
    var made = element("td", className, text);
    made.setAttribute("data-label", label);
    return made;
  }

  function line(row) {
    var made = element("tr");
    var title = cell("标题", "", "catalogue-title");
    if (/^\/(?![\/\\])/.test(row[URL])) {
      var link = element("a", "", row[TITLE]);
      link.setAttribute("href", row[URL]);
      title.appendChild(link);
    } else title.textContent = row[TITLE];
    var validity = cell("有效性", row[VALIDITY] === "有效" ? row[VALIDITY] : "");
    if (row[VALIDITY] && row[VALIDITY] !== "有效") validity.appendChild(element("span", "tag tag-void", row[VALIDITY]));
    [cell("索引号", row[INDEX], "catalogue-index"), title, cell("文号", row[NUMBER], "catalogue-number"),
      cell("发文机关", row[ISSUER], "catalogue-issuer"), cell("成文日期", row[SIGNED], "catalogue-date"), validity].forEach(function (part) { made.appendChild(part); });
    return made;
  }

  function replace(nodes) {
    while (body.firstChild) body.removeChild(body.firstChild);
    nodes.forEach(function (node) { body.appendChild(node); });
  }

  function show() {
    var asked = folded(words.value);
    var chosen = selects.filter(function (pair) { return pair[0].value; });
    var pager = document.querySelector(".disclosure-part > .pager");
    var plain = !asked && !chosen.length;
    if (pager) pager.hidden = !plain;
    if (plain) { replace(before); status.textContent = ""; return; }
    var found = rows.filter(function (row) {
      return chosen.every(function (pair) { return of(row, pair[1]) === pair[0].value; }) &&
        (!asked || folded(row[TITLE] + "\n" + row[NUMBER] + "\n" + row[INDEX] + "\n" + row[ISSUER]).indexOf(asked) >= 0);
    });
    replace(found.slice(0, shown).map(line));
    status.textContent = found.length ? "符合条件的文件有" + found.length + "件。" : "没有符合条件的文件，请换一个说法或者放宽条件。";
    if (found.length > shown) {
      var more = element("button", "button button-quiet", "再显示" + Math.min(STEP, found.length - shown) + "件");
      more.type = "button";
      more.addEventListener("click", function () { shown += STEP; show(); });
      status.appendChild(more);
    }
  }

  fetch(form.getAttribute("data-source"), { credentials: "same-origin" })
    .then(function (response) { if (!response.ok) throw new Error(String(response.status)); return response.json(); })
    .then(function (data) {
      fill(data.rows);
      words.addEventListener("input", function () { shown = STEP; show(); });
      form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    })
    .catch(function () { status.textContent = "目录数据没有读到；可以用检索按钮搜索，或者逐页翻阅。"; });
})();
