// Entry of the page's scripts, emitted as portal-….js. Everything on a page works without it; it only
// loads, beside itself, what the page at hand can use, and the search only once its box is touched.

// Most pages have a table: it comes with the first page and is there for the others.
import { enhance as enhanceTable } from "./table.js";

const each = (selector, use) => document.querySelectorAll(selector).forEach(use);

const searchForms = 'form[role="search"]';

function openSearch() {
  return import("./search.js");
}

each(searchForms, (form) => {
  form.addEventListener("focusin", () => openSearch().then((search) => search.suggest(form)), { once: true });
});

each("#search-results", (place) => openSearch().then((search) => search.results(place)));

each(".table-tools", (tools) => enhanceTable(tools.parentElement));

each(".chart svg[role]", (picture) => import("./tips.js").then((tips) => tips.enhance(picture)));

each('[data-enhance="copy"]', (text) => import("./copy.js").then((copy) => copy.enhance(text)));

// On a phone the sections stand in one line that scrolls sideways: show the one we are in.
each(".site-nav [aria-current]", (link) => {
  const line = link.closest("ul");
  line.scrollLeft = link.offsetLeft - line.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
});
