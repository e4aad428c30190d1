"use strict";
(() => {
  const search = document.querySelector("#search");
  const kinds = [...document.querySelectorAll("[data-filter]")];
  const findings = [...document.querySelectorAll(".finding")];
  const shown = document.querySelector("#shown");
  const text = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));

  function filter() {
    const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.dataset.filter));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const finding of findings) {
      const fits = wanted.has(finding.dataset.kind) && words.every((word) => text.get(finding).includes(word));
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

  search.addEventListener("input", filter);
  kinds.forEach((box) => box.addEventListener("change", filter));
  addEventListener("hashchange", follow);
  filter();
  follow();
})();
