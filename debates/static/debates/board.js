// A board goes on by itself: the next page takes the place of this one, quietly, as long as nobody is at it. Without a
// network it stays as it is and tries again. Without this script the page is loaded anew.
async function goOn() {
  const board = document.querySelector("[data-following]");
  if (!board) return;
  if (!board.matches(":focus-within") && !document.hidden) await replace(board);
  const seconds = Number(document.querySelector("[data-following]")?.dataset.seconds);
  if (seconds) setTimeout(goOn, seconds * 1000);
}

async function replace(board) {
  try {
    const response = await fetch(board.dataset.following);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.getElementById("main");
    if (next) board.replaceWith(document.adoptNode(next));
  } catch (error) {
    console.warn("The board could not go on; it tries again.", error);
  }
}

setTimeout(goOn, Number(document.querySelector("[data-following]")?.dataset.seconds ?? 0) * 1000);
