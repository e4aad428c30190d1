"use strict";
(() => {
  const data = JSON.parse(document.querySelector("#data").textContent);
  const one = (selector) => document.querySelector(selector);
  const PORTION = 100;
  const MARKS = { n: "✕", u: "?", y: "✓", " ": "" };
  const WORDS = { n: "missing", u: "undecided", y: "in place", " ": "not asked" };
  const SEVERITIES = ["", "info", "low", "medium", "high", "critical"];

  function element(tag, text, style) {
    const made = document.createElement(tag);
    if (text) made.textContent = text; // never markup
    if (style) made.className = style;
    return made;
  }

  function place(repository, path, line) {
    const [name, , , source] = data.repositories[repository];
    const code = element("code", `${name} ${path || "."}:${line}`);
    if (!source) return code;
    const link = element("a");
    link.href = source + path.split("/").map(encodeURIComponent).join("/") + `#L${line}`;
    link.rel = "noreferrer";
    link.append(code);
    return link;
  }

  // a list that is shown a portion at a time
  function list(rows, body, more, shown, drawn, total) {
    let number = 0;
    let fitting = rows;
    function draw() {
      const made = document.createDocumentFragment();
      for (const row of fitting.slice(number, number + PORTION)) made.append(drawn(row));
      body.append(made);
      number = Math.min(number + PORTION, fitting.length);
      more.hidden = number >= fitting.length;
      shown.textContent = `${number.toLocaleString()} of ${fitting.length.toLocaleString()} shown${total}`;
    }
    more.addEventListener("click", draw);
    return (fits) => {
      fitting = rows.filter(fits);
      number = 0;
      body.replaceChildren();
      draw();
    };
  }

  const wordsOf = (input) => input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = new Map();
  function holds(row, words, text) {
    if (!words.length) return true;
    if (!texts.has(row)) texts.set(row, text(row).toLowerCase());
    return words.every((word) => texts.get(row).includes(word));
  }

  const head = element("tr");
  for (const title of ["Bucket", "Worst", ...data.columns, "Where"]) {
    const cell = element("th", title);
    cell.scope = "col";
    head.append(cell);
  }
  one("#list thead").append(head);

  function bucket([repository, address, name, path, line, states, worst, failures]) {
    const row = element("tr");
    const first = element("td", address);
    if (name) first.append(element("span", name, "soft"));
    first.firstChild.after(element("br"));
    const badge = element("td");
    if (worst) badge.append(element("span", `${SEVERITIES[worst]} ${failures}`, `badge ${SEVERITIES[worst]}`));
    row.append(first, badge);
    [...states].forEach((state, index) => {
      const cell = element("td", MARKS[state], `cell ${state.trim()}`);
      cell.title = `${data.columns[index]}: ${WORDS[state]}`;
      row.append(cell);
    });
    const where = element("td");
    where.append(place(repository, path, line));
    row.append(where);
    return row;
  }

  const controls = { find: one("#find"), account: one("#account"), column: one("#column"), state: one("#state") };
  for (const account of [...new Set(data.repositories.map((row) => row[1]))].sort()) controls.account.append(new Option(account, account));
  data.columns.forEach((title, index) => controls.column.append(new Option(title, index)));
  const showBuckets = list(data.buckets, one("#list tbody"), one("#more"), one("#shown"), bucket, "");

  function filterBuckets() {
    const words = wordsOf(controls.find);
    const { account, column, state } = Object.fromEntries(Object.entries(controls).map(([key, input]) => [key, input.value]));
    showBuckets((row) => {
      if (account && data.repositories[row[0]][1] !== account) return false;
      if (state && !(column === "" ? row[5].includes(state) : row[5][column] === state)) return false;
      return holds(row, words, (r) => [r[1], r[2], r[3], ...data.repositories[r[0]].slice(0, 3)].join(" "));
    });
  }
  for (const input of Object.values(controls)) input.addEventListener("input", filterBuckets);
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("a[data-column]");
    if (!cell) return;
    for (const key of ["account", "column", "state"]) controls[key].value = cell.dataset[key];
    controls.find.value = "";
    filterBuckets();
  });

  function finding([repository, severity, code, message, resource, path, line, of]) {
    const row = element("tr");
    const first = element("td");
    first.append(element("span", SEVERITIES[severity], `badge ${SEVERITIES[severity]}`));
    const where = element("td");
    where.append(place(of, path, line));
    const named = element("td", resource);
    named.append(element("span", data.repositories[repository][0], "soft"));
    row.append(first, element("td", code), element("td", message), named, where);
    return row;
  }
  const left = data.total > data.findings.length ? `; the store has ${data.total.toLocaleString()}` : "";
  const showFindings = list(data.findings, one("#found tbody"), one("#more-findings"), one("#findings-shown"), finding, left);
  function filterFindings() {
    const words = wordsOf(one("#find-finding"));
    showFindings((row) => holds(row, words, (r) => [r[2], r[3], r[4], r[5], data.repositories[r[0]][0], SEVERITIES[r[1]]].join(" ")));
  }
  one("#find-finding").addEventListener("input", filterFindings);
  filterBuckets();
  filterFindings();
})();
