/*
 * Work through the texts of a theme by keys. Each key does what something on the page does: it goes to a text, ticks
 * it, or presses the button or link that names the key in data-key. Without this script all of them work by
 * hand. Keys do nothing while somebody writes, in a dialog, or with Ctrl, Alt or Meta held, and can be switched off.
 */
(() => {
    const page = document.querySelector("[data-review-keys]");
    if (!page) return;

    const ON = "review-keys", PLACE = `review-place:${window.location.pathname}`;
    const help = document.querySelector("[data-keys-help]");
    const choice = help.querySelector("[data-keys-on]");
    const boxes = [...page.querySelectorAll(".review-text > input[type=checkbox]")];
    let current = -1;

    const remembered = window.localStorage.getItem(ON);
    choice.checked = remembered === null ? page.dataset.reviewKeys === "on" : remembered === "on";
    choice.addEventListener("change", () => window.localStorage.setItem(ON, choice.checked ? "on" : "off"));

    function goTo(index) {
        if (!boxes.length) return;
        current = Math.max(0, Math.min(index, boxes.length - 1));
        boxes[current].focus({ preventScroll: true });
        boxes[current].closest("li").scrollIntoView({ block: "nearest" });
        window.sessionStorage.setItem(PLACE, current);
    }

    function tick(box, isTicked) {
        if (!box) return;
        box.checked = isTicked;
        box.dispatchEvent(new Event("change", { bubbles: true }));
    }

    const tickAll = () => {
        const isTicked = !boxes.every((box) => box.checked);
        boxes.forEach((box) => tick(box, isTicked));
    };

    /* A key for chosen texts takes the text one is at when none is ticked. */
    function press(control) {
        if (control.hasAttribute("data-on-texts") && !boxes.some((box) => box.checked)) {
            if (current < 0) return goTo(0);
            tick(boxes[current], true);
        }
        if (control.matches("fieldset")) control.querySelector("input").focus();
        else control.click();
    }

    const moves = {
        j: () => goTo(current + 1),
        k: () => goTo(current - 1),
        x: () => (current < 0 ? goTo(0) : tick(boxes[current], !boxes[current].checked)),
        a: tickAll,
        "?": () => help.showModal(),
    };
    const inList = { ArrowDown: moves.j, ArrowUp: moves.k };

    function isWriting(element) {
        if (element.isContentEditable || element.matches("textarea, select")) return true;
        return element.matches("input") && !["checkbox", "radio", "button", "submit"].includes(element.type);
    }

    /* Space keeps its own meaning on what can be pressed or ticked; the arrows only move from text to text. */
    function actionOf(event) {
        if (event.key in inList) return boxes.includes(event.target) ? inList[event.key] : null;
        if (event.key === " ") return event.target === document.body ? moves.x : null;
        if (event.key in moves) return moves[event.key];
        const control = event.key.length === 1 && page.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
        return control ? () => press(control) : null;
    }

    window.addEventListener(
        "keydown",
        (event) => {
            if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
            if (document.querySelector("dialog[open]") || isWriting(event.target)) return;
            // The help says how to switch the keys on again, and so does the button: then “?” is Wagtail's.
            const action = choice.checked ? actionOf(event) : null;
            if (!action) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            action();
        },
        { capture: true },
    );

    page.addEventListener("focusin", (event) => {
        if (boxes.includes(event.target)) current = boxes.indexOf(event.target);
    });

    /* Enter in a field of the texts' form presses the button beside that field, not the first one of the form. */
    page.querySelectorAll("[data-enter]").forEach((part) => {
        part.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
            event.preventDefault();
            part.querySelector("button[type=submit]").click();
        });
    });

    page.querySelectorAll("[data-tick-all]").forEach((control) => {
        control.addEventListener("click", (event) => {
            event.preventDefault();
            tickAll();
        });
    });
    page.querySelectorAll("[data-opens-help]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => help.showModal());
    });
    help.querySelector("[data-closes]").addEventListener("click", () => help.close());

    /* After a decision on texts the page comes back: go on where one was. */
    const place = window.sessionStorage.getItem(PLACE);
    window.sessionStorage.removeItem(PLACE);
    if (place !== null && page.querySelector("[data-came-back]")) goTo(Number(place));
})();
