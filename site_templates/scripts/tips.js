// Values of a chart's marks, shown on pointing, touching and by keyboard. The picture stands alone without it:
// direct labels and the table hold the same numbers.

let tip;

function place(mark) {
  tip ??= document.body.appendChild(document.createElement("output"));
  tip.className = "tip";
  tip.textContent = mark.dataset.tip;
  const box = mark.getBoundingClientRect();
  const half = tip.offsetWidth / 2;
  const middle = Math.min(Math.max(box.left + box.width / 2, half + 4), document.documentElement.clientWidth - half - 4);
  tip.style.left = `${middle - half + scrollX}px`;
  tip.style.top = `${(box.top > tip.offsetHeight + 8 ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
}

export function enhance(picture) {
  const marks = [...picture.querySelectorAll("[data-tip]")];
  if (!marks.length) return;
  let at = -1;
  const hide = () => {
    marks[at]?.classList.remove("active");
    if (tip) tip.textContent = "";
  };
  const show = (next) => {
    hide();
    at = next;
    marks[at].classList.add("active");
    place(marks[at]);
  };
  picture.setAttribute("tabindex", "0");
  picture.setAttribute("focusable", "true");
  for (const event of ["pointerover", "click"]) {
    picture.addEventListener(event, ({ target }) => (marks.includes(target) ? show(marks.indexOf(target)) : hide()));
  }
  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("blur", hide);
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") hide();
    if (!step) return;
    event.preventDefault();
    show((at + step + marks.length) % marks.length);
  });
}
