/* Choose a radio button by its number: only while one of the group has the focus, so that no key is taken elsewhere.
   Two digits typed within a second make one number. Without this script the arrows do the same. */
(() => {
  const PAUSE = 1000;
  for (const form of document.querySelectorAll("form[data-digits]")) {
    let typed = "";
    let last = 0;
    form.addEventListener("keydown", (event) => {
      const isRadio = event.target.matches("input[type=radio]");
      if (!isRadio || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!/^[0-9]$/.test(event.key)) return;
      typed = event.timeStamp - last < PAUSE ? typed + event.key : event.key;
      last = event.timeStamp;
      const radio =
        form.querySelector(`input[data-digit="${typed}"]`) ||
        form.querySelector(`input[data-digit="${event.key}"]`);
      if (!radio) return;
      event.preventDefault();
      radio.checked = true;
      radio.focus();
    });
  }
})();
