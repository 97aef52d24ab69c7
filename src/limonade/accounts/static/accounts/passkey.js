// Shows the passkey buttons where they can work, and says so on the page when it did not.
(function () {
  const works = typeof window.PublicKeyCredential === "function";

  function show(state, visible) {
    for (const part of document.querySelectorAll(`[data-passkey="${state}"]`)) part.hidden = !visible;
  }

  show("works", works);
  show("unknown", !works);
  document.addEventListener("click", () => show("failed", false));
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show("failed", true);
  });
})();
