// Above a long list of ticks: shows what has these letters, and what is ticked, which comes first.
// Without JavaScript the box stays hidden and the whole list is there.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const box of document.querySelectorAll("[data-finds]")) {
  const list = document.getElementById(box.dataset.finds);
  const input = box.querySelector("input");
  const nothing = box.querySelector("[role=status] span");
  const options = [...list.children];
  const isTicked = (option) => option.querySelector("input").checked;
  const find = () => {
    const wish = plain(input.value.trim());
    const has = (option) => plain(option.textContent).includes(wish);
    list.append(...options.filter(isTicked), ...options.filter((option) => !isTicked(option)));
    for (const option of options) option.hidden = !has(option) && !isTicked(option);
    nothing.hidden = options.some(has);
    list.scrollTop = 0;
  };
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  box.hidden = false;
  find();
}
