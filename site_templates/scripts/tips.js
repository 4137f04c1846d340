// Values of a chart's marks, told on pointing, touching and by keyboard. The picture stands alone without it:
// direct labels and the table hold the same numbers.

let told;

function place(mark) {
  told ??= document.body.appendChild(document.createElement("output"));
  told.className = "tip";
  told.textContent = mark.dataset.tip;
  const box = mark.getBoundingClientRect();
  const half = told.offsetWidth / 2;
  const middle = Math.min(Math.max(box.left + box.width / 2, half + 4), document.documentElement.clientWidth - half - 4);
  told.style.left = `${middle - half + scrollX}px`;
  told.style.top = `${(box.top > told.offsetHeight + 8 ? box.top - told.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
}

export function enhance(picture) {
  const marks = [...picture.querySelectorAll("[data-tip]")];
  if (!marks.length) return;
  let at = -1;
  const hide = () => {
    marks[at]?.classList.remove("told");
    if (told) told.textContent = "";
  };
  const tell = (next) => {
    hide();
    at = next;
    marks[at].classList.add("told");
    place(marks[at]);
  };
  picture.setAttribute("tabindex", "0");
  picture.setAttribute("focusable", "true");
  for (const event of ["pointerover", "click"]) {
    picture.addEventListener(event, ({ target }) => (marks.includes(target) ? tell(marks.indexOf(target)) : hide()));
  }
  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("blur", hide);
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") hide();
    if (!step) return;
    event.preventDefault();
    tell((at + step + marks.length) % marks.length);
  });
}
