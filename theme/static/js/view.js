/* The reader's view, kept across pages, and applied before the page is painted. Loaded in the head, without waiting. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("script");
  try {
    ["elder", "contrast"].forEach(function (name) {
      if (localStorage.getItem("view-" + name)) root.classList.add(name);
    });
    var letters = localStorage.getItem("letters");
    if (letters === "small" || letters === "large") root.classList.add("letters-" + letters);
  } catch (error) { return; }
})();
