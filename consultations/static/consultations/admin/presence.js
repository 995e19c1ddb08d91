/* Say again where this person is and show who else is there, every half minute while the page can be seen. */
(() => {
    const line = document.querySelector("[data-presence]");
    const EVERY = 30_000;
    if (!line) return;

    async function renew() {
        if (document.visibilityState === "visible") {
            try {
                const response = await fetch(line.dataset.presence, { credentials: "same-origin" });
                // A login that expired answers with another page: the line keeps what it said.
                if (response.ok && !response.redirected) say(await response.text());
            } catch {
                // The network is away for a moment: what is shown stays, and the next round asks again.
            }
        }
        window.setTimeout(renew, EVERY);
    }

    /* Only words that changed are put on the page, so that a screen reader is not told the same thing twice. */
    function say(markup) {
        const fresh = document.createElement("p");
        fresh.innerHTML = markup;
        if (words(fresh) !== words(line)) line.replaceChildren(...fresh.childNodes);
    }

    const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

    window.setTimeout(renew, EVERY);
})();
