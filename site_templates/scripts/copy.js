// A button that copies a citation or a snippet, where the browser lets a page do so.

/** Adds the button after the text. */
export function enhance(text) {
  if (text.dataset.base) {
    // Nobody has said yet where the portal stands: it is where this page was read.
    const base = new URL(document.documentElement.dataset.root.replace(/\/?$/, "/"), location.href).href;
    const words = text.firstElementChild;
    words.textContent = words.textContent.replaceAll(text.dataset.base, base);
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
