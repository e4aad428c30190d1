"use strict";
(() => {
  const drawing = document.querySelector("#drawing");
  const search = document.querySelector("#search");
  const boxes = [...document.querySelectorAll("[data-filter]")];
  const vertices = [...document.querySelectorAll(".vertex")];
  const arrows = [...document.querySelectorAll(".arrow")];
  const details = document.querySelector("#details");
  const shown = document.querySelector("#shown");
  const whole = drawing.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view;

  function look(x, y, width, height) {
    view = { x, y, width, height };
    drawing.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }

  // the full width from the top, or a part that can still be read: a long graph would be tiny as a whole
  function start() {
    const box = drawing.getBoundingClientRect();
    const width = Math.min(all.width, Math.max(box.width / 0.75, 420));
    const left = width < all.width ? 320 - 30 : all.x;
    look(left, all.y, width, (width * box.height) / box.width);
  }

  function zoom(factor, atX, atY) {
    const width = Math.min(Math.max(view.width * factor, 200), Math.max(all.width, all.height) * 4);
    const scale = width / view.width;
    look(atX - (atX - view.x) * scale, atY - (atY - view.y) * scale, width, view.height * scale);
  }

  function point(event) {
    const box = drawing.getBoundingClientRect();
    return [
      view.x + ((event.clientX - box.left) / box.width) * view.width,
      view.y + ((event.clientY - box.top) / box.height) * view.height,
    ];
  }

  drawing.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...point(event));
  }, { passive: false });

  let drag = null;
  drawing.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, y: event.clientY, view, moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const box = drawing.getBoundingClientRect();
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.moved = drag.moved || Math.abs(dx) + Math.abs(dy) > 5;
    if (!drag.moved) return;
    drawing.classList.add("moving");
    const scale = drag.view.width / box.width;
    look(drag.view.x - dx * scale, drag.view.y - dy * scale, drag.view.width, drag.view.height);
  });
  let moved = false;
  addEventListener("pointerup", () => {
    moved = Boolean(drag && drag.moved);
    drag = null;
    drawing.classList.remove("moving");
  });

  function filter() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filter));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = new Set();
    for (const vertex of vertices) {
      const { state, kind, label, address, text, place } = vertex.dataset;
      const said = `${kind} ${label} ${address} ${text} ${place}`.toLowerCase();
      if ((!state || wanted.has(state)) && words.every((word) => said.includes(word))) fits.add(vertex.id);
    }
    for (const vertex of vertices) vertex.classList.toggle("faded", !fits.has(vertex.id));
    for (const arrow of arrows) {
      arrow.classList.toggle("faded", !(fits.has(arrow.dataset.source) && fits.has(arrow.dataset.target)));
    }
    shown.textContent = `${fits.size} of ${vertices.length} shown`;
    const first = vertices.find((vertex) => fits.has(vertex.id));
    if (words.length && first) show(first);
  }

  // moves what was found into sight
  function show(vertex) {
    const { e: x, f: y } = vertex.transform.baseVal.consolidate().matrix;
    if (y < view.y || y + 44 > view.y + view.height) look(view.x, y - view.height / 3, view.width, view.height);
    if (x < view.x || x + 250 > view.x + view.width) look(x - 40, view.y, view.width, view.height);
  }

  function near(vertex) {
    for (const arrow of arrows) {
      arrow.classList.toggle("near", Boolean(vertex) && [arrow.dataset.source, arrow.dataset.target].includes(vertex.id));
    }
  }

  function open(vertex) {
    const list = details.querySelector("dl");
    list.replaceChildren();
    const { label, kind, address, state, text, place } = vertex.dataset;
    const words = { yes: "in place", no: "insecure", unknown: "undecided", missing: "missing" };
    const linked = arrows.filter((arrow) => [arrow.dataset.source, arrow.dataset.target].includes(vertex.id)).map((arrow) => {
      const out = arrow.dataset.source === vertex.id;
      const other = document.getElementById(out ? arrow.dataset.target : arrow.dataset.source).dataset;
      const what = arrow.querySelector("title").textContent;
      return out ? `${what} → ${other.label}` : `${other.label} (${what})`;
    });
    const rows = [[kind, label === kind ? "" : label], ["address", address], ["state", words[state]], ["because", text],
      ["where", place], ["connected with", linked.join(", ")]];
    for (const [term, said] of rows) {
      if (!said && term !== kind) continue;
      const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
      dt.textContent = term;
      dd.textContent = said;
      list.append(dt, dd);
    }
    details.hidden = false;
  }

  for (const vertex of vertices) {
    vertex.addEventListener("pointerenter", () => near(vertex));
    vertex.addEventListener("pointerleave", () => near(null));
    vertex.addEventListener("focus", () => { near(vertex); if (!drag) show(vertex); });
    vertex.addEventListener("click", () => { if (!moved) open(vertex); });
    vertex.addEventListener("keydown", (event) => { if (event.key === "Enter") open(vertex); });
  }
  document.querySelector("#close").addEventListener("click", () => { details.hidden = true; });
  document.querySelector("#all").addEventListener("click", () => {
    const box = drawing.getBoundingClientRect();
    const width = Math.max(all.width, (all.height * box.width) / box.height);
    look(all.x - (width - all.width) / 2, all.y, width, (width * box.height) / box.width);
  });
  const centre = () => [view.x + view.width / 2, view.y + view.height / 2];
  document.querySelector("#in").addEventListener("click", () => zoom(1 / 1.3, ...centre()));
  document.querySelector("#out").addEventListener("click", () => zoom(1.3, ...centre()));
  addEventListener("keydown", (event) => { if (event.key === "Escape") details.hidden = true; });
  search.addEventListener("input", filter);
  boxes.forEach((box) => box.addEventListener("change", filter));
  start();
  filter();
})();
