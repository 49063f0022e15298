// Keys for the review of a document. Every key presses a link or a button that the page
// already has; without this file everything works by mouse, touch and Tab.
"use strict";
document.addEventListener("keydown", function (e) {
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
  if (el instanceof HTMLDetailsElement) {
    el.open = !el.open;
    var first = el.open && el.querySelector("textarea, input:not([type=hidden])");
    if (first) first.focus();
    return;
  }
  el.click();
});
