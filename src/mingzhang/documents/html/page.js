"use strict";
(() => {
  const data = JSON.parse(document.getElementById("derivations").textContent);
  const dialog = document.getElementById("why");
  const body = document.getElementById("why-body");
  const back = document.getElementById("why-back");
  const close = document.getElementById("why-close");
  const trail = [];
  let printed = "";

  // Everything goes in as text: what a book says is never read as markup.
  const add = (parent, tag, text, name) => {
    const element = parent.appendChild(document.createElement(tag));
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  const operandRow = (table, place) => {
    const [label, value, source, next] = data.o[place];
    const row = add(table, "tr");
    const item = add(row, "td");
    if (next < 0) add(item, "span", data.s[label]);
    else {
      const button = add(item, "button", data.s[label]);
      button.type = "button";
      button.dataset.next = next;
    }
    if (data.s[source]) add(item, "small", `来源：${data.s[source]}`);
    add(row, "td", data.s[value], "r");
  };

  const operandTable = (count, places) => {
    if (!places.length) return;
    const more = count > places.length ? `（共 ${count} 项，此处列一部分）` : "";
    const table = add(body, "table");
    add(table, "caption", `参与计算的数${more || `（共 ${count} 项）`}`);
    const head = add(add(table, "thead"), "tr");
    for (const text of ["项和来源", "数值"]) add(head, "th", text).scope = "col";
    const rows = add(table, "tbody");
    for (const place of places) operandRow(rows, place);
  };

  const show = (number) => {
    const [label, exact, formula, provenance, basis, count, places] = data.d[number];
    body.replaceChildren();
    add(body, "h2", data.s[label]).id = "why-title";
    const list = add(body, "dl");
    const rows = [["精确值", exact, "exact"], ["算式", formula], ["来源", provenance],
      ["依据", basis]];
    if (trail.length === 1 && printed) {
      add(list, "dt", "文中写作");
      add(list, "dd", printed);
    }
    for (const [name, text, style] of rows) {
      if (!data.s[text]) continue;
      add(list, "dt", name);
      add(list, "dd", data.s[text], style);
    }
    operandTable(count, places);
    back.hidden = trail.length < 2;
    if (!dialog.open) dialog.showModal();
    // Focus would scroll the title away under the bar with the buttons.
    body.focus({ preventScroll: true });
    dialog.scrollTop = 0;
  };

  const open = (number) => {
    trail.push(number);
    show(number);
  };

  document.addEventListener("click", (event) => {
    const figure = event.target.closest("a.f");
    if (!figure) return;
    event.preventDefault();
    trail.length = 0;
    printed = figure.textContent;
    open(Number(figure.hash.slice(2)));
  });
  body.addEventListener("click", (event) => {
    const next = event.target.closest("[data-next]");
    if (next) open(Number(next.dataset.next));
  });
  back.addEventListener("click", () => {
    trail.pop();
    show(trail[trail.length - 1]);
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  // Says at which edge of a box more can be reached by scrolling sideways.
  const edges = (box) => {
    const more = box.scrollWidth - box.clientWidth - Math.ceil(box.scrollLeft);
    box.parentElement.classList.toggle("more-left", box.scrollLeft > 1);
    box.parentElement.classList.toggle("more-right", more > 1);
    box.classList.toggle("fits", box.scrollWidth <= box.clientWidth);
  };
  const seen = new ResizeObserver((entries) => entries.forEach((entry) => edges(entry.target)));
  for (const box of document.querySelectorAll(".tw, .sv")) {
    box.addEventListener("scroll", () => edges(box), { passive: true });
    seen.observe(box);
  }

  document.documentElement.classList.add("js");
  const contents = document.querySelector("nav details");
  const wide = matchMedia("(min-width: 68rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
})();
