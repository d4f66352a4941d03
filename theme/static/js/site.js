/* Small niceties. Every page works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;

  function keep(name, value) {
    try { if (value) localStorage.setItem(name, value); else localStorage.removeItem(name); } catch (error) { return; }
  }

  /* The reader's view: kept for all pages of this website. */
  document.querySelectorAll("[data-view]").forEach(function (box) {
    var name = box.getAttribute("data-view");
    box.checked = root.classList.contains(name);
    box.addEventListener("change", function () {
      root.classList.toggle(name, box.checked);
      keep("view-" + name, box.checked ? "1" : "");
    });
  });

  /* The size of letters in articles: kept too. */
  document.querySelectorAll(".sizes input").forEach(function (choice) {
    if (root.classList.contains("letters-" + choice.value)) choice.checked = true;
    choice.addEventListener("change", function () {
      ["small", "large"].forEach(function (size) { root.classList.toggle("letters-" + size, size === choice.value); });
      keep("letters", choice.value);
    });
  });

  /* A title breaks between words and not inside them (GB/T 9704), where the browser knows Chinese words. */
  if (window.Intl && Intl.Segmenter) document.querySelectorAll(".article-title, .headline-title a").forEach(function (title) {
    var words = Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(title.textContent));
    if (words.length < 2) return;
    var broken = document.createDocumentFragment();
    words.forEach(function (word, index) {
      if (index && /^([\u3400-\u9fff]{2}|[\w《〈“（〔])/.test(word.segment) && !/[《〈“（〔]$/.test(words[index - 1].segment)) broken.appendChild(document.createElement("wbr"));
      broken.appendChild(document.createTextNode(word.segment));
    });
    title.textContent = "";
    title.appendChild(broken);
    title.classList.add("whole-words");
  });

  /* Print, copy the address. */
  function done(button, words) {
    var before = button.textContent;
    button.textContent = words;
    setTimeout(function () { button.textContent = before; }, 2000);
  }
  document.querySelectorAll("[data-do]").forEach(function (button) {
    button.addEventListener("click", function () {
      if (button.getAttribute("data-do") === "print") { window.print(); return; }
      var address = (document.querySelector("link[rel=canonical]") || location).href;
      if (!navigator.clipboard) { done(button, "请从地址栏复制"); return; }
      navigator.clipboard.writeText(address).then(
        function () { done(button, "已复制"); }, function () { done(button, "请从地址栏复制"); });
    });
  });

  /* On a phone a table of contents would push the text away. */
  if (window.matchMedia && !matchMedia("(min-width: 960px)").matches)
    document.querySelectorAll(".contents details").forEach(function (list) { list.open = false; });

  /* Escape closes the open part of the menu and the square code; a click elsewhere closes the code too. */
  var menu = document.querySelector(".channels-list");
  var code = document.querySelector(".tool-code");
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (menu) menu.classList.add("channels-closed");
    if (code && code.open) { code.open = false; code.querySelector("summary").focus(); }
  });
  if (menu) ["mouseleave", "focusout"].forEach(function (kind) {
    menu.addEventListener(kind, function () { menu.classList.remove("channels-closed"); });
  });
  if (code) document.addEventListener("click", function (event) { if (!code.contains(event.target)) code.open = false; });

  /* A frame around a table is a stop for the keyboard only where there is something to scroll. */
  document.querySelectorAll(".body [tabindex]").forEach(function (frame, index) {
    if (frame.scrollWidth > frame.clientWidth) {
      if (index) frame.setAttribute("aria-label", frame.getAttribute("aria-label") + (index + 1));
      return;
    }
    frame.removeAttribute("tabindex");
    frame.removeAttribute("role");
    frame.removeAttribute("aria-label");
  });

  /* "Go back" on the leaving page keeps the reader's place. */
  var stay = document.querySelector("[data-back]");
  if (stay && document.referrer.indexOf(location.origin + "/") === 0 && history.length > 1) {
    stay.textContent = "放弃访问，返回上一页";
    stay.addEventListener("click", function (event) { event.preventDefault(); history.back(); });
  }
})();
