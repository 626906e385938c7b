"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js", "shade");
  const items = Array.from(document.querySelectorAll(".item"));
  const marks = Array.from(document.querySelectorAll(".m"));
  const rule = document.getElementById("rule");
  const levels = Array.from(document.querySelectorAll("[data-level]"));
  const shade = document.getElementById("shade");
  const wide = matchMedia("(min-width: 64rem)");
  const marksOf = new Map();
  for (const mark of marks) {
    for (const id of mark.dataset.f.split(" ")) {
      if (!marksOf.has(id)) marksOf.set(id, []);
      marksOf.get(id).push(mark);
    }
  }
  let chosen = null;

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element, block) =>
    element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

  const markAt = (anchor) => {
    let next = document.getElementById(anchor);
    while (next && !next.classList.contains("m")) next = next.nextElementSibling;
    return next;
  };

  // Beside the text the list scrolls by itself: scrolling the window too would stop the text.
  const showItem = (item) => {
    if (!wide.matches) return;
    const list = item.closest(".list");
    const own = item.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    if (own.top < box.top) list.scrollTop += own.top - box.top;
    else if (own.bottom > box.bottom) {
      list.scrollTop += Math.min(own.bottom - box.bottom, own.top - box.top);
    }
  };

  // Lights every place of a finding together; `to` is the place that the reader wants to see.
  const choose = (item, to) => {
    if (chosen) {
      chosen.classList.remove("on");
      for (const mark of marks) mark.classList.remove("on", "first");
    }
    chosen = item;
    if (!item) return;
    item.classList.add("on");
    const own = marksOf.get(item.id) || [];
    for (const mark of own) mark.classList.add("on");
    const first = to || markAt(`${item.id.replace("f", "m")}-0`) || own[0];
    if (first) first.classList.add("first");
    return first;
  };

  const goTo = (item, to) => {
    const first = choose(item, to);
    if (first) show(first, "center");
  };

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    if (mark && !mark.classList.contains("off")) {
      const ids = mark.dataset.f.split(" ");
      // A second click on a place of several findings goes on to the next of them.
      const at = chosen ? ids.indexOf(chosen.id) : -1;
      const order = ids.slice(at + 1).concat(ids.slice(0, at + 1));
      const id = order.find((each) => !document.getElementById(each).hidden);
      const item = id && document.getElementById(id);
      if (!item) return;
      choose(item, mark);
      event.preventDefault();
      if (wide.matches) showItem(item);
      else show(item, "center");
      return;
    }
    if (mark) event.preventDefault();
    const item = event.target.closest(".item");
    if (!item) return;
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      goTo(item, markAt(link.hash.slice(1)));
    } else if (event.target.closest("button")) goTo(item);
    else choose(item);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("select, input") || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (event.key === "Escape") choose(null);
    if (!step) return;
    const seen = items.filter((item) => !item.hidden);
    if (!seen.length) return;
    const at = seen.indexOf(chosen);
    const next = seen[at < 0 ? (step > 0 ? 0 : seen.length - 1) : (at + step + seen.length) % seen.length];
    next.querySelector("button").focus({ preventScroll: true });
    showItem(next);
    goTo(next);
  });

  const filter = () => {
    const shown = new Set(levels.filter((box) => box.checked).map((box) => box.dataset.level));
    for (const item of items) {
      item.hidden = !shown.has(item.dataset.s) || (rule.value !== "" && rule.value !== item.dataset.r);
    }
    for (const mark of marks) {
      const seen = mark.dataset.f.split(" ").some((id) => !document.getElementById(id).hidden);
      mark.classList.toggle("off", !seen);
    }
    if (chosen && chosen.hidden) choose(null);
  };
  for (const box of levels) box.addEventListener("change", filter);
  if (rule) rule.addEventListener("change", filter);
  if (shade) shade.addEventListener("change", () => root.classList.toggle("shade", shade.checked));
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.classList.contains("item")) goTo(asked);
})();
