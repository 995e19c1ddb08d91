// Words selected in a paragraph become what its link speaks of; on the form, the words proposed show for an amendment.
// Without this script the link speaks of the whole paragraph and the form shows every field.

// Pages show other spaces than those that are stored: letters are counted without them, by code points.
const lettersIn = (text) => [...text.replace(/[\s\u0085]/g, "")].length;

function lettersBefore(paragraph, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return lettersIn(range.toString());
}

function chosenIn(paragraph, selection) {
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!paragraph.contains(range.startContainer) || !paragraph.contains(range.endContainer)) return null;
  const from = lettersBefore(paragraph, range.startContainer, range.startOffset);
  const to = lettersBefore(paragraph, range.endContainer, range.endOffset);
  return from < to ? { from, to } : null;
}

function followSelection(block) {
  const paragraph = block.querySelector("[data-text]");
  const link = block.querySelector("[data-write]");
  const label = link.querySelector("[data-label]");
  const whole = label.textContent;
  const address = link.getAttribute("href");
  document.addEventListener("selectionchange", () => {
    const chosen = chosenIn(paragraph, document.getSelection());
    link.toggleAttribute("data-chosen", Boolean(chosen));
    label.textContent = chosen ? label.dataset.selected : whole;
    link.setAttribute("href", chosen ? `${address}&from=${chosen.from}&to=${chosen.to}` : address);
  });
}

function showWhatIsAsked(form) {
  const field = form.querySelector("[name=proposed]").closest(".field");
  const show = () => {
    field.hidden = form.querySelector("[name=kind]:checked")?.value === "comment";
  };
  form.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-discussed]").forEach(followSelection);
document.querySelectorAll("[data-writing]").forEach(showWhatIsAsked);
