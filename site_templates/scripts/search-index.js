// The portal's own records, searched in the browser, typed with or without diacritics.
//
// assets/search.json: areas, plans, quarters (names by id), short (abbreviation → full words), everyday (those that
// people type and no glossary explains), apart (plans whose rows stand in assets/search/<plan>.json, with the name of
// their commune) and records:
//   u address · t title · k kind · n number or symbol · a agencies · o what sort of thing · s state
//   y other names · x other words · e words that find it, never shown · r area · p plan · q quarters ·
//   w weight among equals (1 when absent)

import { fold, words } from "./fold.js";

/** How likely each kind is what a reader means when the words fit several. */
const KIND_WEIGHT = { area: 2.2, agency: 2.2, document: 2, indicator: 2.2, plan: 1.8, quarter: 1.5, term: 1.6, page: 1.6, target: 1.1, task: 0.8, observation: 0.8 };
const BOOST = { n: 2, t: 3, y: 1.2, x: 1, z: 1, a: 0.6, p: 0.4, s: 0.4, k: 0.2 };
/** Communes whose rows are fetched for one query, at most. */
const NAMED = 3;
/** Kinds that a city has by the thousand. */
const MANY = new Set(["document", "agency", "observation", "section"]);
/** Records that are taken in at a stretch. */
const PORTION = 250;
/** Hits of one line that are ranked, at most: one letter has thousands. */
const RANKED = 600;
/** Lines that are tried for what was mistyped, at most. */
const MENDED = 4;
/** What a line in full words counts beside the line as typed. */
const OTHER_FORM = 0.2;
/** Syllables that people end in i as well as in y. */
const IN_I_OR_Y = /^(h|k|l|m|qu|s|t)y$/;

/** Opens the index that stands under the site's root; `kinds` are the names of the kinds by code. */
export async function open(root, kinds) {
  const [{ default: MiniSearch }, data] = await Promise.all([
    import("./minisearch.js"),
    read("assets/search.json"),
  ]);
  const records = [];
  const folded = [];
  const lines = new Map();
  const short = Object.entries(data.short).map(([word, full]) => [line(word), line(full)]);
  const full = new Map([...short, ...Object.entries(data.everyday).map(([word, meaning]) => [word, line(meaning)])]);
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
  let known;
  // Those that a reader most likely means can be found at once; the many others a moment later, in portions
  // between which keys are heard.
  const likely = (record) => record.w || !MANY.has(record.k);
  add(data.records.filter(likely));
  const others = data.records.filter((record) => !likely(record));
  const whole = addAll(others);

  async function read(path) {
    const answer = await fetch(new URL(path, root));
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return answer.json();
  }

  async function addAll(found) {
    for (let from = 0; from < found.length; from += PORTION) {
      await new Promise((go) => setTimeout(go));
      add(found.slice(from, from + PORTION));
    }
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
      if (record.k === "agency") names.push(...initials([record.t, ...record.y]), title.replaceAll(" ", ""));
      const more = line(`${record.x ?? ""} ${record.e ?? ""}`);
      const number = line(record.n ?? "");
      const called = [title, ...names, number];
      folded.push({ title, names, number, more, called: [...new Set([...called, ...called.map(plain)])], kind: again(kinds[record.k]) });
    }
    index.addAll(records.slice(from));
    known = undefined;
  }

  /** A line with its abbreviations in full words, i for y where people write either, and no "và", which they drop. */
  function plain(text) {
    return text
      .split(" ")
      .filter((word) => word !== "va")
      .map((word) => full.get(word) ?? word.replace(IN_I_OR_Y, "$1i"))
      .join(" ");
  }

  /** Full words of the abbreviations in a text, and abbreviations of its full words. */
  function also(text) {
    const padded = ` ${text} `;
    const found = [];
    for (const [word, long] of short) {
      const has = padded.includes(` ${word} `);
      if (has !== padded.includes(` ${long} `)) found.push(has ? long : word);
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
    if (field === "z") return also([has.title, ...has.names, has.more].join(" . "));
    if (field === "a") return record.a.map(again).join(" ");
    if (field === "p") return record.k === "plan" ? "" : again(record.plan);
    return field === "s" ? again(record.s) : has.kind;
  }

  /** The line of a text that many records share, worked out once. */
  function again(text = "") {
    if (!lines.has(text)) lines.set(text, line(text));
    return lines.get(text);
  }

  /**
   * Records that fit, best first, of one kind when it is given; with the lines that they were looked up by:
   * what was typed, the same in full words, or what was meant when a letter is wrong. `meant` is that line.
   */
  function find(query, kind = "") {
    const typed = words(query);
    const asked = typed.join(" ");
    const filter = kind ? (hit) => records[hit.id].k === kind : undefined;
    const forms = [...new Set([asked, written(typed)])];
    let hits = best(forms, { combineWith: "AND", filter });
    if (!hits.some((hit) => hit.fit > 1)) {
      const meant = mended(typed, hits.length > 0);
      const better = best(meant, { combineWith: "AND", filter });
      if (better.length) {
        const there = new Set(better.map((hit) => hit.record));
        return { records: [...there, ...hits.map((hit) => hit.record).filter((record) => !there.has(record))], forms: better[0].forms, meant: better[0].forms[0] };
      }
    }
    if (!hits.length) hits = best(forms, { combineWith: "AND", fuzzy: (term) => term.length > 2 && 1, filter });
    if (!hits.length) hits = best(forms, { filter });
    return { records: hits.map((hit) => hit.record), forms, meant: "", sure: hits.some((hit) => hit.fit > 1) };
  }

  /** Hits of any of the lines, best first; a hit of some of the words counts by how many it has. */
  function best(forms, options) {
    const found = new Map();
    for (const form of forms) {
      const size = form.split(" ").length;
      for (const hit of form ? index.search(form, options).slice(0, RANKED) : []) {
        const record = records[hit.id];
        // The library's score grows with the square of the words found: lines of any length are alike here.
        const share = hit.queryTerms.length / size;
        const fits = fit(folded[hit.id], form);
        const score = (hit.score / size ** 2) * fits * share ** 2 * (form === forms[0] ? 1 : OTHER_FORM) * (KIND_WEIGHT[record.k] ?? 1) * (record.w ?? 1);
        if (!(found.get(record)?.score >= score)) found.set(record, { record, score, fit: fits, forms: [form, ...forms.filter((other) => other !== form)] });
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.record.id - b.record.id);
  }

  /** Typed words in full: "vp ubnd" and "vpubnd" are both "văn phòng ủy ban nhân dân". */
  function written(typed) {
    return plain(typed.flatMap((word) => (vocabulary().has(word) ? [word] : apartOf(word))).join(" "));
  }

  /** A word of abbreviations written together, apart; the word itself when it is none. */
  function apartOf(word) {
    for (let at = word.length; at > 1; at -= 1) {
      if (!full.has(word.slice(0, at))) continue;
      const rest = at < word.length ? apartOf(word.slice(at)) : [];
      if (rest.every((part) => full.has(part))) return [word.slice(0, at), ...rest];
    }
    return [word];
  }

  /** Every word of the records. */
  function vocabulary() {
    known ??= new Set(folded.flatMap(({ called, more }) => [...called, more].flatMap((text) => text.split(" "))));
    return known;
  }

  /**
   * Lines one letter away from what was typed that some record holds, in its names alone when records have all
   * the words, if not together: a few, those that names begin with first.
   */
  function mended(typed, all) {
    const letters = typed.join("");
    if (letters.length < (all ? 6 : 3)) return [];
    const lines = new Set();
    typed.forEach((word, at) => {
      if (/[0-9]/.test(word)) return;
      for (const other of vocabulary()) if (oneApart(word, other)) lines.add(typed.map((same, place) => (place === at ? other : same)).join(" "));
    });
    if (!lines.size) return [];
    const pattern = new RegExp(`(?:^| )(${[...lines].join("|")})`, "g");
    const found = new Map();
    for (const { called, more } of folded) {
      for (const text of all ? called : [...called, more]) {
        for (const match of text.matchAll(pattern)) {
          const worth = match.index ? 1 : 1 + match[1].length / text.length;
          found.set(match[1], Math.max(found.get(match[1]) ?? 0, worth));
        }
      }
    }
    return [...found].sort((a, b) => b[1] - a[1]).slice(0, MENDED).map(([text]) => text);
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

  return { find, whole, reach, reachAll, more: () => apart.some((part) => !part.rows), quarters: data.quarters };
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

/** Initials of names: "Sở Nội vụ" is also found as "snv" and "sở nv", "Sở Giáo dục và Đào tạo" as "gd đt" too. */
function initials(names) {
  return names.flatMap((name) => {
    const parts = name.split(/,| và /).map(words);
    const letters = parts.map((part) => part.map((word) => word[0]).join(""));
    const all = letters.join("");
    if (!/^(so|bo) /.test(line(name))) return all.length > 2 ? [all] : [];
    const [first] = parts[0];
    const bare = [letters[0].slice(1), ...letters.slice(1)];
    const found = [all, `${first} ${bare.join("")}`];
    return parts.length > 1 ? [...found, `${first} ${bare.join(" ")}`] : found;
  });
}

/** Whether one letter more, less, other or two in turned order make a word of another. */
function oneApart(word, other) {
  if (word === other || Math.abs(word.length - other.length) > 1) return false;
  let from = 0;
  while (word[from] === other[from]) from += 1;
  const [rest, same] = [word.slice(from), other.slice(from)];
  if (rest.length !== same.length) return rest.length > same.length ? rest.slice(1) === same : rest === same.slice(1);
  return rest.slice(1) === same.slice(1) || (rest[0] === same[1] && rest[1] === same[0] && rest.slice(2) === same.slice(2));
}

/** A word as indexed, and as those write it who end "kỳ", "lý", "mỹ", "quý" in i. */
function spellings(word) {
  return IN_I_OR_Y.test(word) ? [word, `${word.slice(0, -1)}i`] : word;
}

/** How well names, number and words answer, beside how often the words occur; 1 when nothing holds them together. */
function fit({ called, number, more, kind }, asked) {
  // "nhiệm vụ 38", "chỉ số papi": the kind, then the number or name.
  const bare = asked.startsWith(`${kind} `) ? asked.slice(kind.length + 1) : asked;
  const best = Math.max(...called.map((name) => Math.max(likeness(name, asked), likeness(name, bare))));
  // "I.1", "II.3.c": nothing else is meant by a number of several parts.
  if (number === bare && bare.includes(" ")) return 40;
  const occurrences = ` ${more}`.split(` ${bare}`).length - 1;
  return Math.max(best, occurrences ? 1.5 : 1) * (1 + 0.3 * Math.min(occurrences, 4));
}

/** A name that is, begins with or holds the words in their order, and little else, stands before a longer one. */
function likeness(name, asked) {
  if (name === asked) return 10;
  const at = ` ${name}`.indexOf(` ${asked}`);
  return at < 0 ? 1 : (at ? 1.3 : 2) + asked.length / name.length;
}

/** Stretches of a text as [words, found]: `found` where a word of the lines begins one of its words; diacritics kept. */
export function stretches(text, forms) {
  const letters = [...text.normalize("NFC")];
  const plain = letters.map((letter) => fold(letter)[0] ?? letter).join("");
  const found = new Array(letters.length).fill(false);
  for (const word of new Set(words(forms.join(" ")))) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      const before = plain.slice(0, at).replace(/(^|[^0-9])0+$/, "$1").at(-1) ?? " ";
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
export function excerpt(record, forms) {
  const text = [...record.y, record.x].filter(Boolean).join(" · ").normalize("NFC");
  const title = words(record.t);
  const missing = forms.map((form) => words(form).filter((word) => !title.some((part) => part.startsWith(word))));
  if (missing.some((found) => !found.length)) return "";
  const places = missing.flat().map((word) => fold(text).search(new RegExp(`(^|[^a-z0-9])0*${word}`))).filter((at) => at >= 0);
  if (!places.length) return "";
  const at = Math.min(...places);
  const from = text.lastIndexOf(" ", Math.max(0, at - 50)) + 1;
  const to = text.indexOf(" ", at + 110);
  return `${from ? "…" : ""}${text.slice(from, to < 0 ? undefined : to)}${to < 0 ? "" : "…"}`;
}
