// A button that copies a citation or a snippet, where the browser lets a page do so.

// An address of the portal without its start: “nhiem-vu/tp-2026/6/”, “ky-bao-cao/2026-q1/ban-chup/#nv-6”.
const ADDRESS = /(^|\s)((?:[a-z0-9-]+\/)+(?:#[\w.-]+)?)(?=\s|$)/g;

/** Adds the button after the text. */
export function enhance(text) {
  // Where nobody has said yet where the portal stands, it is where this page was read.
  const base = new URL(document.documentElement.dataset.root.replace(/\/?$/, "/"), location.href).href;
  if (text.classList.contains("cite-text")) {
    text.textContent = text.textContent.replace(ADDRESS, (_, before, address) => before + base + address);
  }
  if (text.dataset.base) {
    const words = text.firstElementChild;
    words.textContent = words.textContent.replaceAll(text.dataset.base, () => base);
  }
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text.dataset.copy;
  const heard = document.createElement("span");
  heard.className = "copied";
  heard.role = "status";
  text.after(button, heard);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    heard.textContent = text.dataset.copied;
  });
}
