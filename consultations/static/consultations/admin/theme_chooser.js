/* Choose a theme by writing a part of its title: a dialog over the list that the form has anyway. */
(() => {
    const dialog = document.querySelector("[data-theme-chooser]");
    if (!dialog) return;

    const filter = dialog.querySelector("input");
    const list = dialog.querySelector("ul");
    const found = dialog.querySelector("[data-found]");
    const heading = dialog.querySelector("h2");
    let select, submit;

    const fold = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase().replaceAll("œ", "oe");

    function open(button) {
        select = document.getElementById(button.dataset.choosesFor);
        submit = button.form.querySelector(`button[value="${button.dataset.submits}"]`);
        heading.textContent = button.dataset.heading;
        list.replaceChildren(...[...select.options].filter((option) => option.value).map(entry));
        filter.value = "";
        narrow();
        dialog.showModal();
        filter.focus();
    }

    function entry(option) {
        const line = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "review-choice";
        button.textContent = option.text;
        button.addEventListener("click", () => choose(option.value));
        line.append(button);
        return line;
    }

    function choose(value) {
        select.value = value;
        dialog.close();
        submit.click();
    }

    function narrow() {
        const words = fold(filter.value).split(/\s+/);
        for (const line of list.children) {
            line.hidden = !words.every((word) => fold(line.textContent).includes(word));
        }
        found.textContent = shown().length;
    }

    const shown = () => [...list.children].filter((line) => !line.hidden).map((line) => line.firstChild);

    function step(event) {
        const buttons = shown();
        const at = buttons.indexOf(document.activeElement);
        if (event.key === "Enter" && event.target === filter) {
            event.preventDefault();
            if (buttons.length) buttons[0].click();
        } else if (event.key === "ArrowDown" && at + 1 < buttons.length) {
            event.preventDefault();
            buttons[at + 1].focus();
        } else if (event.key === "ArrowUp" && at >= 0) {
            event.preventDefault();
            (buttons[at - 1] ?? filter).focus();
        }
    }

    filter.addEventListener("input", narrow);
    dialog.addEventListener("keydown", step);
    dialog.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
    document.querySelectorAll("[data-chooses-for]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => open(button));
    });
})();
