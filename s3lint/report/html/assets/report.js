"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const findings = all(".finding");
  const kinds = all("[data-filter]");
  const search = document.querySelector("#search");
  const shown = document.querySelector("#shown");
  const texts = new Map(); // of elements, once something is looked for

  function holds(element, words) {
    if (words.length && !texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return words.every((word) => texts.get(element).includes(word));
  }

  const wordsOf = (input) => input.value.toLowerCase().split(/\s+/).filter(Boolean);

  function filterFindings() {
    const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.dataset.filter));
    const words = wordsOf(search);
    let number = 0;
    for (const finding of findings) {
      const fits = wanted.has(finding.dataset.kind) && holds(finding, words);
      finding.hidden = !fits;
      number += fits ? 1 : 0;
    }
    shown.textContent = `${number} of ${findings.length} shown`;
  }

  // a link to a finding opens it, and shows it though a filter hides it
  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches(".finding")) {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  }

  function matrix(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const find = document.querySelector("#bucket-search");
    const state = document.querySelector("#bucket-state");
    const counted = document.querySelector("#buckets-shown");

    function filter() {
      const words = wordsOf(find);
      const least = Number(state.value);
      let number = 0;
      for (const row of rows) {
        const worst = Number(row.dataset.worst);
        const wanted = !state.value || (least > 0 ? worst >= least : worst < -least);
        const fits = wanted && holds(row, words);
        row.hidden = !fits;
        number += fits ? 1 : 0;
      }
      counted.textContent = `${number} of ${rows.length} shown`;
    }

    function sort(index, header) {
      const order = header.getAttribute("aria-sort") === "descending" ? 1 : -1;
      const rank = (row) => Number(row.cells[index].dataset.rank);
      const name = (row) => row.cells[0].textContent;
      const keys = new Map(rows.map((row) => [row, index ? rank(row) : name(row)]));
      const compare = index ? (a, b) => keys.get(a) - keys.get(b) : (a, b) => (keys.get(a) < keys.get(b) ? 1 : -1);
      rows.sort((a, b) => order * compare(a, b));
      body.remove(); // rows that are not on the page are moved fast
      body.append(...rows);
      table.append(body);
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", order > 0 ? "ascending" : "descending");
    }

    [...table.tHead.rows[0].cells].forEach((header, index) => {
      header.querySelector("button").addEventListener("click", () => sort(index, header));
    });
    find.addEventListener("input", filter);
    state.addEventListener("change", filter);
    filter();
  }

  search.addEventListener("input", filterFindings);
  kinds.forEach((box) => box.addEventListener("change", filterFindings));
  addEventListener("hashchange", follow);
  for (const button of all("[data-copy]")) {
    const patch = button.nextElementSibling;
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(patch); // where the browser refuses to copy, Ctrl+C does
      if (navigator.clipboard) navigator.clipboard.writeText(patch.textContent);
    });
  }
  const table = document.querySelector("#matrix");
  if (table) matrix(table);
  filterFindings();
  follow();
})();
