/* Replace the progress of a running analysis every two seconds; once it has ended, load the whole page again. */
(() => {
    const region = document.querySelector("[data-analysis-progress]");
    const told = document.querySelector("[data-analysis-told]");
    const isActive = () => ["queued", "running"].includes(region.querySelector("[data-state]").dataset.state);

    async function refresh() {
        try {
            const response = await fetch(region.dataset.analysisProgress, { credentials: "same-origin" });
            // A login that expired answers with another page: show it rather than put it in the region.
            if (!response.ok || response.redirected) return window.location.reload();
            region.innerHTML = await response.text();
            const step = region.querySelector("[data-state] strong").parentElement.textContent.trim();
            if (told.textContent !== step) told.textContent = step;
        } catch {
            // The network is away for a moment: what is shown stays, and the next round asks again.
            return window.setTimeout(refresh, 5000);
        }
        return isActive() ? window.setTimeout(refresh, 2000) : window.location.reload();
    }

    if (region && isActive()) window.setTimeout(refresh, 2000);
})();
