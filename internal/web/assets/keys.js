// Keys for the review of statements, in a document and in the queue. Every key presses a link or a button that the page
// already has; without this file everything works by mouse, touch and Tab.
"use strict";
(function () {
  var taken = ""; // the key that was handled and is still down: it must not be typed anywhere
  document.addEventListener("keydown", function (e) {
    if (e.key === taken) { e.preventDefault(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    var t = e.target;
    if (t instanceof Element && t.closest("input, textarea, select")) {
      if (e.key === "Escape") t.blur();
      return;
    }
    if (!/^[jkaeru?]$/.test(e.key)) return;
    var el = document.querySelector('[data-key="' + e.key + '"]');
    if (!el) return;
    e.preventDefault();
    taken = e.key;
    if (el instanceof HTMLDetailsElement) {
      el.open = !el.open;
      var first = el.open && el.querySelector("textarea, input:not([type=hidden])");
      if (first) first.focus();
      return;
    }
    el.click();
  });
  document.addEventListener("keypress", function (e) { if (e.key === taken) e.preventDefault(); });
  document.addEventListener("keyup", function () { taken = ""; });
  window.addEventListener("blur", function () { taken = ""; });
})();
