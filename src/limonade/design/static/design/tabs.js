// A row of tabs that is wider than the screen begins at the page of now.
for (const row of document.querySelectorAll(".pills--row, .own-nav__list")) {
  const now = row.querySelector("[aria-current]");
  if (now) row.scrollLeft = now.offsetLeft - (row.clientWidth - now.offsetWidth) / 2;
}
