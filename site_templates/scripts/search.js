// Search boxes and the results page. Nothing is fetched before a box is touched.
//
// The words on the screen come from data-* of the header form and of #search-results.

import { excerpt, open as openIndex, stretches } from "./search-index.js";

const root = new URL(document.documentElement.dataset.root.replace(/\/?$/, "/"), location.href);
const say = document.querySelector(".site-search").dataset;
const kinds = Object.fromEntries(say.kinds.split(";").map((pair) => pair.split(":")));

const SUGGESTED = 7;
const PAGE = 20;

let opened;

/** The index, opened once; asked for again after a failure. */
function open() {
  opened ??= openIndex(root, kinds).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Text with the beginnings of its words that were looked for in <mark>, diacritics kept. */
function marked(text, forms) {
  const fragment = document.createDocumentFragment();
  for (const [part, found] of stretches(text, forms)) fragment.append(found ? make("mark", { textContent: part }) : part);
  return fragment;
}

/** Kind, number, agencies, state and plan of a record in one line. */
function about(record) {
  const number = record.k === "agency" || record.t.startsWith(record.n ?? "") ? "" : record.n;
  const plan = record.k === "plan" ? "" : record.plan;
  const agencies = record.a.filter((name) => name !== record.t).join(", ");
  return [kinds[record.k], number, record.o, agencies, record.s, plan].filter(Boolean).join(" · ");
}

let lists = 0;

/** Suggestions under a search box: a combobox with a list of links. */
export function suggest(form) {
  const input = form.elements.q;
  const list = make("ul", { className: "suggestions", id: `goi-y-${(lists += 1)}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say.suggest);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  form.append(list);
  let chosen = -1;
  let asked = 0;

  function close() {
    asked += 1;
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(at) {
    const options = [...list.children];
    chosen = at;
    options.forEach((option, index) => option.setAttribute("aria-selected", index === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
  }

  async function show() {
    const query = input.value.trim();
    const turn = (asked += 1);
    if (!query) return close();
    const { find, reach, whole } = await open();
    if (turn !== asked) return;
    // What is found at once is shown at once, unless only the rest may tell what was meant.
    list.setAttribute("aria-busy", "true");
    const early = find(query, form.dataset.kind);
    if (early.sure) fill(query, early);
    await whole;
    if (turn !== asked) return;
    list.removeAttribute("aria-busy");
    fill(query, find(query, form.dataset.kind));
    if (await reach(query) && turn === asked) fill(query, find(query, form.dataset.kind));
  }

  function fill(query, { records, forms }) {
    list.replaceChildren(...records.slice(0, SUGGESTED).map((record) => entry(record, forms)));
    const last = make("li", { className: records.length ? "all" : "none", textContent: (records.length ? say.all : say.none).replace("{query}", () => query) });
    last.dataset.go = `${form.action}?q=${encodeURIComponent(query)}`;
    list.append(last);
    [...list.children].forEach((option, at) => {
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
    });
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
  }

  function entry(record, forms) {
    const item = make("li");
    item.append(marked(record.t, forms), make("span", { className: "kind", textContent: about(record) }));
    const why = excerpt(record, forms);
    if (why) {
      const part = make("span", { className: "kind" });
      part.append(marked(why, forms));
      item.append(part);
    }
    item.dataset.go = new URL(record.u, root);
    return item;
  }

  input.addEventListener("input", () => show().catch(close));
  input.addEventListener("keydown", (event) => {
    const size = list.children.length;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && !list.hidden) choose((chosen + 1) % size);
    else if (event.key === "ArrowUp" && !list.hidden) choose((chosen + size) % (size + 1) - (chosen === 0 ? 1 : 0));
    else if (event.key === "Enter" && chosen >= 0) location.href = list.children[chosen].dataset.go;
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) location.href = item.dataset.go;
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  open().then(() => input === document.activeElement && input.value && show(), () => {});
}

/** The results page: everything found for ?q=, with filters that stand in the address. */
export async function results(place) {
  const words = place.dataset;
  const asked = new URLSearchParams(location.search);
  const query = (asked.get("q") ?? "").trim();
  document.querySelectorAll('.site-search input[name="q"]').forEach((input) => (input.value = query));
  const status = make("p", { className: "results-head" });
  status.setAttribute("role", "status");
  place.append(status);
  if (!query) {
    status.textContent = words.empty;
    return;
  }
  status.textContent = words.loading;
  let index;
  try {
    index = await open();
    await Promise.all([index.whole, index.reach(query)]);
  } catch {
    status.textContent = words.failed;
    return;
  }

  // Folded on a phone, where the results would stand below the screen.
  const filters = make("details", { className: "results-filters" });
  const fields = make("div", { className: "fields" });
  filters.append(make("summary", { textContent: words.filters }), fields);
  const list = make("ol", { className: "results" });
  const more = make("button", { type: "button", className: "quiet", textContent: words.more });
  const communes = make("button", { type: "button", className: "quiet", textContent: words.communes });
  place.append(filters, list, more, communes);
  const facets = [
    { code: "loai", name: words.kind, values: (record) => [record.k], title: (kind) => kinds[kind] },
    { code: "linh-vuc", name: words.area, values: (record) => (record.area ? [record.area] : []) },
    { code: "co-quan", name: words.agency, values: (record) => (record.k === "agency" ? [record.t] : record.a) },
    { code: "tinh-trang", name: words.state, values: (record) => (record.s ? [record.s] : []) },
    { code: "quy", name: words.quarter, values: (record) => record.q, title: (quarter) => index.quarters[quarter] },
  ];
  const order = new Intl.Collator("vi", { numeric: true }).compare;
  let hits;
  let forms;
  let meant;
  let size = PAGE;

  for (const facet of facets) {
    facet.select = make("select", { id: `loc-${facet.code}` });
    facet.field = make("div");
    facet.field.append(make("label", { htmlFor: facet.select.id, textContent: facet.name }), facet.select);
    fields.append(facet.field);
    facet.select.addEventListener("change", () => {
      size = PAGE;
      show();
    });
  }

  function search() {
    ({ records: hits, forms, meant } = index.find(query));
    for (const { code, values, title, select, field } of facets) {
      const counts = new Map();
      for (const record of hits) for (const value of values(record)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const chosen = select.value || asked.get(code);
      select.replaceChildren(make("option", { value: "", textContent: words.any }));
      for (const value of [...counts.keys()].sort(order)) {
        select.append(make("option", { value, textContent: `${title?.(value) ?? value} (${counts.get(value)})` }));
      }
      select.value = counts.has(chosen) ? chosen : "";
      field.hidden = counts.size < 2;
    }
    filters.hidden = facets.every(({ field }) => field.hidden);
    filters.open ||= matchMedia("(min-width: 40em)").matches || facets.some(({ select }) => select.value);
    communes.hidden = !index.more();
    document.querySelectorAll(".search-fallback").forEach((part) => (part.hidden = hits.length > 0));
    show();
  }

  function show() {
    const kept = hits.filter((record) => facets.every(({ select, values }) => !select.value || values(record).includes(select.value)));
    const correction = meant ? `${words.meant.replace("{query}", () => query)} ` : "";
    status.textContent = correction + (kept.length ? words.count : `${words.none} ${words.help}`).replace("{count}", kept.length).replace("{query}", () => meant || query);
    list.replaceChildren(...kept.slice(0, size).map((record) => result(record, forms)));
    more.hidden = kept.length <= size;
    const address = new URLSearchParams({ q: query });
    for (const { code, select } of facets) if (select.value) address.set(code, select.value);
    history.replaceState(null, "", `?${address}`);
  }

  more.addEventListener("click", () => {
    const from = list.children.length;
    size += PAGE;
    show();
    list.children[from]?.querySelector("a").focus();
  });
  communes.addEventListener("click", async () => {
    communes.disabled = true;
    try {
      await index.reachAll();
      search();
      list.querySelector("a")?.focus();
    } catch {
      status.textContent = words.failed;
    }
    communes.disabled = false;
  });
  search();
}

function result(record, forms) {
  const item = make("li");
  const link = make("a", { href: new URL(record.u, root) });
  link.append(marked(record.t, forms));
  item.append(link, make("div", { className: "meta", textContent: about(record) }));
  const why = excerpt(record, forms);
  if (why) {
    const line = make("div", { className: "meta" });
    line.append(marked(why, forms));
    item.append(line);
  }
  return item;
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
