// Handles on both ends of the chosen statement. They only fill the fields of the edit form,
// which works without them; what is kept is decided by the server.
"use strict";
(function () {
  const form = document.querySelector("details.edit form"), text = document.querySelector(".text");
  if (!form || !text) return;
  const fields = form.elements, was = { start: +fields.start.value, end: +fields.end.value, words: fields.words.value };
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  const word = /[\p{L}\p{N}\p{M}\u200c\u200d]+(?:(?:(?<=\p{L}\p{M}*)['’](?=\p{L})|(?<=\p{N})[.,٫٬](?=\p{N}))[\p{L}\p{N}\p{M}\u200c\u200d]+)*/gu;

  // Every word of the page: its bytes in the canonical text, and where it stands in the page.
  const words = [], runs = [];
  document.querySelectorAll("[data-at]").forEach(function (el) {
    const nodes = [], walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    let all = "";
    while (walk.nextNode()) { nodes.push([all.length, walk.currentNode]); all += walk.currentNode.data; }
    const run = { el, nodes, from: +el.dataset.at, bytes: encoder.encode(all) };
    runs.push(run);
    let at = run.from, last = 0;
    for (const m of all.matchAll(word)) {
      at += encoder.encode(all.slice(last, m.index)).length;
      const to = at + encoder.encode(m[0]).length;
      last = m.index + m[0].length;
      words.push({ from: at, to, run, a: m.index, b: last, text: m[0] });
      at = to;
    }
  });
  const first = words.findIndex(w => w.to > was.start), last = words.findLastIndex(w => w.from < was.end);
  if (first < 0 || last < first) return; // it stands in another part of the text
  const at = { start: first, end: last };

  function place(run, offset) { // the node and offset of a character of a run
    let i = run.nodes.length - 1;
    while (i > 0 && run.nodes[i][0] > offset) i--;
    return [run.nodes[i][1], offset - run.nodes[i][0]];
  }
  function box(w) {
    const r = document.createRange();
    r.setStart(...place(w.run, w.a));
    r.setEnd(...place(w.run, w.b));
    return r.getClientRects();
  }
  function bytes() {
    return { start: at.start === first ? was.start : words[at.start].from, end: at.end === last ? was.end : words[at.end].to };
  }
  function between(from, to) {
    return runs.filter(r => r.from < to && r.from + r.bytes.length > from)
      .map(r => decoder.decode(r.bytes.slice(Math.max(0, from - r.from), to - r.from))).join("\n\n");
  }

  const handles = {};
  const layer = document.createElement("div");
  layer.className = "handles noprint";
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  layer.append(said);
  for (const end of ["start", "end"]) {
    const h = document.createElement("button");
    h.type = "button";
    h.className = "handle " + end;
    h.setAttribute("role", "slider");
    h.setAttribute("aria-label", end === "start" ? "First of the words" : "Last of the words");
    h.setAttribute("aria-valuemin", 0);
    h.setAttribute("aria-valuemax", words.length - 1);
    h.title = "Drag, or move by a word with the arrow keys; Enter keeps, Escape puts back";
    handles[end] = h;
    layer.append(h);
  }
  document.body.append(layer);
  text.before(layer);

  function show() {
    for (const end of ["start", "end"]) {
      const w = words[at[end]], rects = box(w), rtl = getComputedStyle(w.run.el).direction === "rtl";
      if (!rects.length) continue;
      const r = end === "start" ? rects[0] : rects[rects.length - 1], o = layer.getBoundingClientRect();
      const left = (end === "start") !== rtl ? r.left : r.right;
      handles[end].style.left = left - o.left + "px";
      handles[end].style.top = r.top - o.top + "px";
      handles[end].style.height = r.height + "px";
      handles[end].setAttribute("aria-valuenow", at[end]);
      handles[end].setAttribute("aria-valuetext", w.text);
    }
    const range = document.createRange();
    range.setStart(...place(words[at.start].run, words[at.start].a));
    range.setEnd(...place(words[at.end].run, words[at.end].b));
    if (window.CSS && CSS.highlights && window.Highlight) {
      if (at.start === first && at.end === last) CSS.highlights.delete("moved");
      else CSS.highlights.set("moved", new Highlight(range));
    }
  }
  function move(end, to) {
    to = end === "start" ? Math.min(Math.max(to, 0), at.end) : Math.max(Math.min(to, words.length - 1), at.start);
    if (to === at[end]) return;
    at[end] = to;
    show();
  }
  function fill() { // what was moved goes into the form, which Enter or its button sends
    const b = bytes(), moved = at.start !== first || at.end !== last;
    fields.start.value = b.start;
    fields.end.value = b.end;
    fields.words.value = moved ? between(b.start, b.end) : was.words;
    if (moved) form.closest("details").open = true;
    said.textContent = moved ? "Words: " + fields.words.value + ". Enter keeps them." : "As it was.";
  }
  function back() { at.start = first; at.end = last; show(); fill(); }

  for (const end of ["start", "end"]) {
    const h = handles[end];
    let spots = null;
    h.addEventListener("pointerdown", function (e) {
      if (e.button) return;
      e.preventDefault();
      h.focus();
      h.setPointerCapture(e.pointerId);
      spots = words.map(w => [...box(w)]); // once a drag; the text does not move under it
      spots.top = scrollY;
    });
    h.addEventListener("pointermove", function (e) {
      if (!spots) return;
      const y = e.clientY + scrollY - spots.top;
      let best = -1, least = Infinity;
      spots.forEach(function (rects, i) {
        for (const r of rects) {
          const dy = Math.max(r.top - y, 0, y - r.bottom), dx = Math.max(r.left - e.clientX, 0, e.clientX - r.right);
          const d = dy * 40 + dx;
          if (d < least) { least = d; best = i; }
        }
      });
      if (best >= 0) move(end, best);
    });
    const drop = function () { if (spots) { spots = null; fill(); } };
    h.addEventListener("pointerup", drop);
    h.addEventListener("pointercancel", function () { spots = null; back(); });
    h.addEventListener("keydown", function (e) {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const rtl = getComputedStyle(words[at[end]].run.el).direction === "rtl" ? -1 : 1;
      switch (e.key) {
        case "ArrowRight": case "ArrowUp": move(end, at[end] + (e.key === "ArrowUp" ? 1 : rtl)); break;
        case "ArrowLeft": case "ArrowDown": move(end, at[end] - (e.key === "ArrowDown" ? 1 : rtl)); break;
        case "Enter": fill(); form.requestSubmit(); break;
        case "Escape": back(); break;
        default: return;
      }
      e.preventDefault();
      e.stopPropagation();
      if (e.key.startsWith("Arrow")) fill();
    });
  }
  show();
  addEventListener("resize", show);
  document.addEventListener("toggle", show, true);
  if (document.fonts) document.fonts.ready.then(show);
})();
