// Search of the portal's own records, typed with or without diacritics.
//
// Nothing is fetched before a search box is touched. assets/search.json is a list of records:
//   u address · t title · k kind · n number or symbol · a agencies (by ";") · s state · x other words
//   r area · p plan · w weight among equals (1 when absent)
// The words on the screen come from data-* of the header form and of #search-results.

import { fold, words } from "./fold.js";

const root = new URL(document.documentElement.dataset.root.replace(/\/?$/, "/"), location.href);
const say = document.querySelector(".site-search").dataset;
const kinds = Object.fromEntries(say.kinds.split(";").map((pair) => pair.split(":")));

/** How likely each kind is what a reader means when the words fit several. */
const KIND_WEIGHT = { area: 2.2, agency: 2.2, document: 2.2, indicator: 2.2, plan: 1.8, quarter: 1.5, term: 1.4, page: 1.4, target: 1.1 };
const SUGGESTED = 7;
const PAGE = 20;

let opened;

/** The index, built once: `find(query, kind)` gives records, best first. */
function open() {
  opened ??= load().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function load() {
  const [{ default: MiniSearch }, records] = await Promise.all([
    import(new URL("assets/minisearch.js", root)),
    fetch(new URL("assets/search.json", root)).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }),
  ]);
  const index = new MiniSearch({
    fields: ["t", "n", "a", "x"],
    tokenize: (text, field) => (field === "n" ? symbol(text) : words(text)),
    processTerm: (term) => term,
    searchOptions: {
      boost: { n: 3, t: 3, x: 1.5, a: 0.6 },
      tokenize: words,
      prefix: (term, at, terms) => at === terms.length - 1 || term.length > 2,
    },
  });
  const folded = [];
  records.forEach((record, id) => {
    record.id = id;
    folded.push(words(record.t).join(" "));
  });
  index.addAll(records);

  function find(query, kind = "") {
    const typed = words(query);
    if (!typed.length) return [];
    const line = typed.join(" ");
    const filter = kind ? (hit) => records[hit.id].k === kind : undefined;
    let hits = index.search(query, { combineWith: "AND", filter });
    if (!hits.length) hits = index.search(query, { combineWith: "AND", fuzzy: (term) => term.length > 4 && 0.2, filter });
    if (!hits.length) hits = index.search(query, { filter });
    return hits
      .map((hit) => {
        const record = records[hit.id];
        return { record, score: hit.score * fit(folded[hit.id], record, line) * (KIND_WEIGHT[record.k] ?? 1) * (record.w ?? 1) };
      })
      .sort((a, b) => b.score - a.score || a.record.id - b.record.id)
      .map((hit) => hit.record);
  }

  return { find };
}

/** Words of a number or symbol, and its letters joined: "5256/QĐ-UBND" is also found as "5256qdubnd". */
function symbol(text) {
  const parts = words(text);
  const letters = parts.filter((part) => /[a-z]/.test(part));
  return letters.length > 1 ? [...parts, letters.join("")] : parts;
}

/** A title that is, begins with or holds the words in their order stands before one that has them scattered. */
function fit(title, record, line) {
  if (record.n && words(record.n).join(" ") === line) return 5;
  if (title === line) return 5;
  if (title.startsWith(`${line} `)) return 2.5;
  if (` ${title}`.includes(` ${line}`)) return 2;
  return 1;
}

/** Text with the beginnings of its words that were typed in <mark>, diacritics kept. */
function marked(text, query) {
  const typed = [...new Set(words(query))];
  const letters = [...text.normalize("NFC")];
  const plain = letters.map((letter) => fold(letter)[0] ?? letter).join("");
  const kept = new Array(letters.length).fill(false);
  for (const word of typed) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      const before = plain[at - 1] ?? " ";
      const begins = /[^a-z0-9]/.test(before) || /[0-9]/.test(before) !== /[0-9]/.test(word[0]);
      if (begins) kept.fill(true, at, at + word.length);
    }
  }
  const fragment = document.createDocumentFragment();
  for (let from = 0, to; from < letters.length; from = to) {
    for (to = from + 1; to < letters.length && kept[to] === kept[from]; to += 1);
    const part = letters.slice(from, to).join("");
    fragment.append(kept[from] ? make("mark", { textContent: part }) : part);
  }
  return fragment;
}

/** Kind, number, agencies and state of a record in one line. */
function about(record) {
  return [kinds[record.k], record.k !== "agency" && record.n, record.a, record.s].filter(Boolean).join(" · ");
}

/** The part of the other words that was found, when the title does not show why. */
function found(record, query) {
  if (!record.x) return null;
  const title = words(record.t);
  const missing = words(query).filter((word) => !title.some((part) => part.startsWith(word)));
  if (!missing.length) return null;
  const at = fold(record.x.normalize("NFC")).search(new RegExp(`(^|[^a-z0-9])${missing[0]}`));
  if (at < 0) return null;
  const from = record.x.lastIndexOf(" ", Math.max(0, at - 50)) + 1;
  const part = record.x.normalize("NFC").slice(from, at + 110);
  return marked(`${from ? "…" : ""}${part}${at + 110 < record.x.length ? "…" : ""}`, query);
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
    const { find } = await open();
    if (turn !== asked) return;
    const hits = find(query, form.dataset.kind);
    list.replaceChildren(...hits.slice(0, SUGGESTED).map((record) => entry(record, query)));
    const last = make("li", { className: hits.length ? "all" : "none", textContent: (hits.length ? say.all : say.none).replace("{query}", query) });
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

  function entry(record, query) {
    const item = make("li");
    item.append(marked(record.t, query), make("span", { className: "kind", textContent: about(record) }));
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

/** The results page: everything found for ?q=, with filters. */
export async function results(place) {
  const words_ = place.dataset;
  const asked = new URLSearchParams(location.search);
  const query = (asked.get("q") ?? "").trim();
  document.querySelectorAll('.site-search input[name="q"]').forEach((input) => (input.value = query));
  const status = make("p", { className: "results-head" });
  status.setAttribute("role", "status");
  place.append(status);
  if (!query) {
    status.textContent = words_.empty;
    return;
  }
  status.textContent = words_.loading;
  let hits;
  try {
    hits = (await open()).find(query);
  } catch {
    status.textContent = words_.failed;
    return;
  }

  const filters = make("div", { className: "results-filters", hidden: hits.length < 2 });
  filters.setAttribute("role", "group");
  filters.setAttribute("aria-label", words_.filters);
  const list = make("ol", { className: "results" });
  const more = make("button", { type: "button", className: "quiet", textContent: words_.more });
  place.append(filters, list, more);
  const facets = [
    ["k", words_.kind, (record) => [kinds[record.k] ?? record.k]],
    ["r", words_.area, (record) => split(record.r)],
    ["a", words_.agency, (record) => split(record.a)],
    ["s", words_.state, (record) => split(record.s)],
    ["c", words_.quarter, (record) => split(record.c)],
  ].map(([code, name, values]) => ({ code, values, select: facet(filters, code, name, values) }));
  let size = PAGE;

  function facet(at, code, name, values) {
    const counts = new Map();
    for (const record of hits) for (const value of values(record)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const select = make("select", { id: `loc-${code}` });
    select.append(make("option", { value: "", textContent: words_.any }));
    for (const value of [...counts.keys()].sort(new Intl.Collator("vi", { numeric: true }).compare)) {
      select.append(make("option", { value, textContent: `${value} (${counts.get(value)})` }));
    }
    select.value = counts.has(asked.get(code)) ? asked.get(code) : "";
    const field = make("div", { hidden: counts.size < 2 });
    field.append(make("label", { htmlFor: select.id, textContent: name }), select);
    at.append(field);
    select.addEventListener("change", () => {
      size = PAGE;
      show();
    });
    return select;
  }

  function show() {
    const kept = hits.filter((record) => facets.every(({ select, values }) => !select.value || values(record).includes(select.value)));
    status.textContent = (kept.length ? words_.count : `${words_.none} ${words_.help}`).replace("{count}", kept.length).replace("{query}", query);
    list.replaceChildren(...kept.slice(0, size).map((record) => result(record, query)));
    more.hidden = kept.length <= size;
    const kept_ = new URLSearchParams({ q: query });
    for (const { code, select } of facets) if (select.value) kept_.set(code, select.value);
    history.replaceState(null, "", `?${kept_}`);
  }

  more.addEventListener("click", () => {
    const from = list.children.length;
    size += PAGE;
    show();
    list.children[from]?.querySelector("a").focus();
  });
  show();
  document.querySelectorAll(".search-fallback").forEach((part) => (part.hidden = hits.length > 0));
}

function result(record, query) {
  const item = make("li");
  const link = make("a", { href: new URL(record.u, root) });
  link.append(marked(record.t, query));
  item.append(link, make("div", { className: "meta", textContent: about(record) }));
  const why = found(record, query);
  if (why) {
    const line = make("div", { className: "meta" });
    line.append(why);
    item.append(line);
  }
  return item;
}

function split(text) {
  return (text ?? "").split(/;\s*/).filter(Boolean);
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
