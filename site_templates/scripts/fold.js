// Words as people type them: without marks, without case, numbers apart from letters.

/** Lower-case text without Vietnamese marks; đ, which has no decomposition, becomes d. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replaceAll("đ", "d");
}

/** Folded words of a text: "5256/QĐ-UBND" and "5256 qd ubnd" give the same three; "01/2026" is "1/2026". */
export function words(text) {
  return (fold(text).match(/[0-9]+|[a-z]+/g) ?? []).map((word) => word.replace(/^0+(?=[0-9])/, ""));
}

/** Whether every word begins some word of the folded line. */
export function matches(line, query) {
  return query.every((word) => line.startsWith(word) || line.includes(` ${word}`));
}
