// Sorting and filtering of a table that is complete without it, in the place kept above it (.table-tools).
// The words come from the block's data-*.

import { fold, matches, words } from "./fold.js";

const order = new Intl.Collator("vi", { numeric: true });

let made = 0;

/** Adds controls above the table of a block and buttons to its column heads. */
export function enhance(block) {
  const say = block.dataset;
  const table = block.querySelector("table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((element, position) => ({
    element,
    position,
    line: words(element.textContent).join(" "),
    state: element.querySelector("[data-state]")?.dataset.state ?? "",
  }));
  const states = [...new Set(rows.map((row) => row.state))].filter(Boolean);

  const tools = block.querySelector(".table-tools");
  const text = make("input", { type: "search", placeholder: say.hint, autocomplete: "off" });
  labelled(tools, say.filter, text);
  const state = make("select");
  if (states.length > 1) {
    state.append(option("", say.any), ...states.map((word) => option(word, word)));
    labelled(tools, say.state, state);
  }
  const sort = make("select");
  sort.append(option("", say.original));
  heads.forEach((head, column) => {
    const name = head.textContent.trim();
    sort.append(option(`${column} 1`, `${name}, ${say.ascending}`), option(`${column} -1`, `${name}, ${say.descending}`));
  });
  labelled(tools, say.sort, sort).className = "sort-tool";
  const shown = make("output");
  tools.append(shown);

  heads.forEach((head, column) => {
    const button = make("button", { type: "button", textContent: head.textContent.trim() });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort.value = now === null ? `${column} 1` : now === "ascending" ? `${column} -1` : "";
      arrange();
    });
  });

  function arrange() {
    const [column, direction] = sort.value.split(" ").map(Number);
    const sorted = sort.value !== "";
    heads.forEach((head, at) => {
      if (sorted && at === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    const arranged = [...rows];
    // The first column holds numbers as printed, which restart and mix letters: their order is the document's.
    const key = (row) => (column === 0 ? row.position : keyOf(row.element.cells[column]));
    if (sorted) arranged.sort((a, b) => direction * compare(key(a), key(b)) || a.position - b.position);
    body.append(...arranged.map((row) => row.element));
  }

  function sift() {
    const query = words(fold(text.value));
    let count = 0;
    for (const row of rows) {
      const keep = (!state.value || row.state === state.value) && matches(row.line, query);
      row.element.hidden = !keep;
      if (keep) count += 1;
    }
    const filtered = Boolean(text.value || state.value);
    shown.value = !filtered ? "" : count ? say.shown.replace("{shown}", count).replace("{total}", rows.length) : say.none;
  }

  text.addEventListener("input", sift);
  state.addEventListener("change", sift);
  sort.addEventListener("change", arrange);
}

function keyOf(cell) {
  return cell.dataset.sort ?? cell.querySelector("data")?.value ?? cell.textContent.trim();
}

function compare(a, b) {
  if (typeof a === "number") return a - b;
  if (a === "" || b === "") return (a === "") - (b === "");
  return a - b || order.compare(a, b);
}

function labelled(tools, words_, control) {
  control.id = `tools-${(made += 1)}`;
  const place = make("div");
  place.append(make("label", { htmlFor: control.id, textContent: words_ }), control);
  tools.append(place);
  return place;
}

function option(value, words_) {
  return make("option", { value, textContent: words_ });
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
