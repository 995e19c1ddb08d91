/* Choose by number, inside [data-digits]: a digit ticks the radio button, or presses the button, that bears it. Only
   while the focus is in there and not in a field to type in, so that no key is taken elsewhere. Two digits typed
   within a second make one number. Without this script the tab key and the arrows do the same. */
(() => {
  const PAUSE = 1000;
  for (const area of document.querySelectorAll("[data-digits]")) {
    let typed = "";
    let last = 0;
    area.addEventListener("keydown", (event) => {
      const isTyping = event.target.matches("textarea, select, input:not([type=radio])");
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
      typed = event.timeStamp - last < PAUSE ? typed + event.key : event.key;
      last = event.timeStamp;
      const found =
        area.querySelector(`[data-digit="${typed}"]`) || area.querySelector(`[data-digit="${event.key}"]`);
      if (!found) return;
      event.preventDefault();
      if (found.matches("input")) {
        found.checked = true;
        found.focus();
      } else {
        found.click();
      }
    });
  }
})();
