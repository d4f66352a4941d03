/* Small niceties. Every page works without this file. */
(function () {
  "use strict";

  /* Escape closes the open part of the menu; it opens again when the pointer or the focus leaves it. */
  var menu = document.querySelector(".channels-list");
  if (menu) {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") menu.classList.add("channels-closed");
    });
    ["mouseleave", "focusout"].forEach(function (kind) {
      menu.addEventListener(kind, function () { menu.classList.remove("channels-closed"); });
    });
  }

  /* A frame around a table is a stop for the keyboard only where there is something to scroll. */
  document.querySelectorAll(".body .table-wrap[tabindex]").forEach(function (frame) {
    if (frame.scrollWidth > frame.clientWidth) return;
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
