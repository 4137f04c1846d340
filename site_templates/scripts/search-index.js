// The portal's own records, searched in the browser, typed with or without diacritics.
//
// assets/search.json: areas, plans, quarters (names by id), short (abbreviation → full words), apart (plans whose
// rows stand in assets/search/<plan>.json, with the name of their commune) and records:
//   u address · t title · k kind · n number or symbol · a agencies · o what sort of thing · s state
//   y other names · x other words · r area · p plan · q quarters · w weight among equals (1 when absent)

import { fold, words } from "./fold.js";

/** How likely each kind is what a reader means when the words fit several. */
const KIND_WEIGHT = { area: 2.2, agency: 2.2, document: 2, indicator: 2.2, plan: 1.8, quarter: 1.5, term: 1.6, page: 1.6, target: 1.1, task: 0.8, observation: 0.8 };
const BOOST = { n: 2, t: 3, y: 1.2, x: 1, z: 1, a: 0.6, p: 0.4, s: 0.4, k: 0.2 };
/** Communes whose rows are fetched for one query, at most. */
const NAMED = 3;

/** Opens the index that stands under the site's root; `kinds` are the names of the kinds by code. */
export async function open(root, kinds) {
  const [{ default: MiniSearch }, data] = await Promise.all([
    import(new URL("assets/minisearch.js", root)),
    read("assets/search.json"),
  ]);
  const records = [];
  const folded = [];
  const lines = new Map();
  const short = Object.entries(data.short).map(([word, full]) => [line(word), line(full)]);
  const apart = Object.entries(data.apart).map(([plan, name]) => ({ plan, name: words(name), rows: false }));
  const index = new MiniSearch({
    fields: Object.keys(BOOST),
    extractField: (record, field) => (field === "id" ? record.id : searched(record, field)),
    tokenize: (text) => text.split(" "),
    processTerm: spellings,
    searchOptions: {
      boost: BOOST,
      tokenize: words,
      processTerm: (term) => term,
      prefix: (term, at, terms) => at === terms.length - 1 || term.length > 2,
    },
  });
  add(data.records);

  async function read(path) {
    const answer = await fetch(new URL(path, root));
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return answer.json();
  }

  function add(found) {
    const from = records.length;
    for (const record of found) {
      record.id = records.length;
      record.a ??= [];
      record.y ??= [];
      record.q ??= [];
      record.area = data.areas[record.r] ?? "";
      record.plan = data.plans[record.p] ?? "";
      records.push(record);
      const title = line(record.t);
      const names = record.y.map(line);
      if (record.k === "agency") names.push(...initials([title, ...names]));
      const more = line(record.x ?? "");
      const text = [title, ...names, more].join(" . ");
      folded.push({ title, names, more, number: line(record.n ?? ""), kind: again(kinds[record.k]), text });
    }
    index.addAll(records.slice(from));
  }

  /** Full words of the abbreviations in a text, and abbreviations of its full words. */
  function also(text) {
    const padded = ` ${text} `;
    const found = [];
    for (const [word, full] of short) {
      const has = padded.includes(` ${word} `);
      if (has !== padded.includes(` ${full} `)) found.push(has ? full : word);
    }
    return found.join(" ");
  }

  /** What is searched of a record: a line of folded words. */
  function searched(record, field) {
    const has = folded[record.id];
    if (field === "t") return has.title;
    if (field === "n") return joined(has.number);
    if (field === "y") return has.names.map(joined).join(" ");
    if (field === "x") return `${has.more} ${again(record.o)}`;
    if (field === "z") return also(has.text);
    if (field === "a") return record.a.map(again).join(" ");
    if (field === "p") return record.k === "plan" ? "" : again(record.plan);
    return field === "s" ? again(record.s) : has.kind;
  }

  /** The line of a text that many records share, worked out once. */
  function again(text = "") {
    if (!lines.has(text)) lines.set(text, line(text));
    return lines.get(text);
  }

  /** Records that fit, best first; of one kind when it is given. */
  function find(query, kind = "") {
    const typed = words(query);
    if (!typed.length) return [];
    const asked = typed.join(" ");
    const filter = kind ? (hit) => records[hit.id].k === kind : undefined;
    let hits = index.search(query, { combineWith: "AND", filter });
    if (!hits.length) hits = index.search(query, { combineWith: "AND", fuzzy: (term) => term.length > 3 && 1, filter });
    if (!hits.length) hits = index.search(query, { filter });
    return hits
      .map((hit) => {
        const record = records[hit.id];
        return { record, score: hit.score * fit(folded[hit.id], asked) * (KIND_WEIGHT[record.k] ?? 1) * (record.w ?? 1) };
      })
      .sort((a, b) => b.score - a.score || a.record.id - b.record.id)
      .map((hit) => hit.record);
  }

  /** Fetches the rows of the communes that the query names; tells whether there were any. */
  async function reach(query) {
    const typed = words(query);
    const named = apart.filter((part) => !part.rows && part.name.every((word) => typed.includes(word)));
    const rows = await Promise.all(named.slice(0, NAMED).map(rowsOf));
    rows.forEach(add);
    return rows.length > 0;
  }

  /** Fetches the rows of every commune. */
  async function reachAll() {
    const all = await read("assets/search-communes.json");
    apart.filter((part) => !part.rows).forEach((part) => {
      part.rows = true;
      add(all[part.plan]);
    });
  }

  async function rowsOf(part) {
    part.rows = true;
    try {
      return await read(`assets/search/${part.plan}.json`);
    } catch (error) {
      part.rows = false;
      throw error;
    }
  }

  return { find, reach, reachAll, more: () => apart.some((part) => !part.rows), quarters: data.quarters };
}

/** A text as a line of folded words. */
function line(text) {
  return words(text).join(" ");
}

/** A short name or symbol with its letters joined too: "5256/QĐ-UBND" is also found as "5256qdubnd". */
function joined(name) {
  const letters = name.match(/[a-z]+/g) ?? [];
  return letters.length > 1 && letters.length < 5 ? `${name} ${letters.join("")}` : name;
}

/** Initials of the names of departments and ministries: "Sở Nội vụ" is also found as "snv" and "sở nv". */
function initials(names) {
  return names
    .filter((name) => /^(so|bo) /.test(name))
    .map((name) => name.split(" ").filter((word) => word !== "va"))
    .flatMap(([first, ...rest]) => {
      const letters = rest.map((word) => word[0]).join("");
      return [`${first[0]}${letters}`, `${first} ${letters}`];
    });
}

/** A word as indexed, and as those write it who end "kỳ", "lý", "mỹ", "quý" in i. */
function spellings(word) {
  return /^(h|k|l|m|qu|s|t)y$/.test(word) ? [word, `${word.slice(0, -1)}i`] : word;
}

/** How well names, number and words answer, beside how often the words occur. */
function fit({ title, names, number, more, kind }, asked) {
  // "nhiệm vụ 38", "chỉ số papi": the kind, then the number or name.
  const bare = asked.startsWith(`${kind} `) ? asked.slice(kind.length + 1) : asked;
  const best = Math.max(...[title, ...names, number].map((name) => Math.max(likeness(name, asked), likeness(name, bare))));
  const told = ` ${more}`.split(` ${bare}`).length - 1;
  return Math.max(best, told ? 1.5 : 1) * (1 + 0.3 * Math.min(told, 4));
}

/** A name that is, begins with or holds the words in their order, and little else, stands before a longer one. */
function likeness(name, asked) {
  if (name === asked) return 10;
  const at = ` ${name}`.indexOf(` ${asked}`);
  return at < 0 ? 1 : (at ? 1.3 : 2) + asked.length / name.length;
}

/** Stretches of a text as [words, found]: `found` where a typed word begins one of its words; diacritics kept. */
export function stretches(text, query) {
  const letters = [...text.normalize("NFC")];
  const plain = letters.map((letter) => fold(letter)[0] ?? letter).join("");
  const found = new Array(letters.length).fill(false);
  for (const word of new Set(words(query))) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      const before = plain[at - 1] ?? " ";
      const begins = /[^a-z0-9]/.test(before) || /[0-9]/.test(before) !== /[0-9]/.test(word[0]);
      if (begins) found.fill(true, at, at + word.length);
    }
  }
  const parts = [];
  for (let from = 0, to; from < letters.length; from = to) {
    for (to = from + 1; to < letters.length && found[to] === found[from]; to += 1);
    parts.push([letters.slice(from, to).join(""), found[from]]);
  }
  return parts;
}

/** The part of the other words that was found, when the title does not show why; empty when it does. */
export function excerpt(record, query) {
  const text = [...record.y, record.x].filter(Boolean).join(" · ").normalize("NFC");
  const title = words(record.t);
  const missing = words(query).filter((word) => !title.some((part) => part.startsWith(word)));
  const places = missing.map((word) => fold(text).search(new RegExp(`(^|[^a-z0-9])${word}`))).filter((at) => at >= 0);
  if (!places.length) return "";
  const at = Math.min(...places);
  const from = text.lastIndexOf(" ", Math.max(0, at - 50)) + 1;
  const to = text.indexOf(" ", at + 110);
  return `${from ? "…" : ""}${text.slice(from, to < 0 ? undefined : to)}${to < 0 ? "" : "…"}`;
}
