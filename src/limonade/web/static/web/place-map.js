// Presses on the map tick the list below it, without loading the page again.
for (const shape of document.querySelectorAll(".place-map [data-buurt]")) {
  const tick = document.getElementById(shape.dataset.buurt);
  const show = () => shape.classList.toggle("is-chosen", tick.checked);
  shape.addEventListener("click", (event) => {
    event.preventDefault();
    tick.checked = !tick.checked;
    show();
  });
  tick.addEventListener("change", show);
}
