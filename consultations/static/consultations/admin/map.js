/* Magnify and move the map. Without this script each theme still opens by its link. */
(() => {
    const map = document.querySelector("[data-map]");
    const tools = document.querySelector("[data-map-zoom]");
    if (!map || !tools) return;

    const whole = map.viewBox.baseVal;
    const { width, height } = whole;
    const state = tools.querySelector("[data-zoom-state]");
    const MOST = 8;
    const STEP = 1 / 8;
    let zoom = 1;
    let middle = { x: width / 2, y: height / 2 };

    tools.hidden = false;

    function show() {
        const wide = width / zoom;
        const high = height / zoom;
        middle.x = Math.min(Math.max(middle.x, wide / 2), width - wide / 2);
        middle.y = Math.min(Math.max(middle.y, high / 2), height - high / 2);
        map.setAttribute("viewBox", `${middle.x - wide / 2} ${middle.y - high / 2} ${wide} ${high}`);
        // Titles of the whole map keep their size on the screen; those that had no room appear.
        map.dataset.level = zoom >= 4 ? "4" : zoom >= 2 ? "2" : "1";
        for (const label of map.querySelectorAll(".from-1, .from-2")) shrink(label);
    }

    /* A title drawn for a smaller magnification is drawn smaller about its own middle. */
    function shrink(label) {
        const box = label.dataset.box ? JSON.parse(label.dataset.box) : remember(label);
        const factor = Math.min(Number(label.getAttribute("class").slice(5)) / zoom, 1);
        label.setAttribute(
            "transform",
            `translate(${box.x * (1 - factor)} ${box.y * (1 - factor)}) scale(${factor})`,
        );
    }

    function remember(label) {
        const lines = [...label.querySelectorAll("tspan")];
        const heights = lines.map((line) => Number(line.getAttribute("y")));
        const box = { x: Number(lines[0].getAttribute("x")), y: (heights[0] + heights.at(-1)) / 2 };
        label.dataset.box = JSON.stringify(box);
        return box;
    }

    function magnify(factor) {
        zoom = Math.min(Math.max(zoom * factor, 1), MOST);
        show();
        state.textContent = zoom > 1 ? state.dataset.words.replace("{times}", zoom) : "";
    }

    function move(right, down) {
        middle.x += (right * width) / zoom;
        middle.y += (down * height) / zoom;
        show();
    }

    const zooms = { in: () => magnify(2), out: () => magnify(0.5), whole: () => magnify(1 / MOST) };
    const keys = {
        "+": zooms.in,
        "=": zooms.in,
        "-": zooms.out,
        "0": zooms.whole,
        ArrowLeft: () => move(-STEP, 0),
        ArrowRight: () => move(STEP, 0),
        ArrowUp: () => move(0, -STEP),
        ArrowDown: () => move(0, STEP),
    };

    tools.addEventListener("click", (event) => {
        const button = event.target.closest("[data-zoom]");
        if (button) zooms[button.dataset.zoom]();
    });

    function press(event) {
        // On the whole map there is nowhere to go: the arrows keep scrolling the page.
        const isIdle = event.key.startsWith("Arrow") && zoom === 1;
        if (!keys[event.key] || isIdle || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        keys[event.key]();
    }
    map.addEventListener("keydown", press);
    tools.addEventListener("keydown", press);

    /* A circle reached by Tab is brought into sight. */
    map.addEventListener("focusin", (event) => {
        const circle = event.target.querySelector?.("circle");
        if (!circle || zoom === 1) return;
        const [x, y] = [circle.cx.baseVal.value, circle.cy.baseVal.value];
        const { x: left, y: top, width: wide, height: high } = map.viewBox.baseVal;
        if (x > left && x < left + wide && y > top && y < top + high) return;
        middle = { x, y };
        show();
    });

    /* The magnified map follows the pointer that drags it; a drag that moved it opens no link. */
    let grip = null;
    map.addEventListener("pointerdown", (event) => {
        if (zoom > 1 && event.button === 0) grip = { x: event.clientX, y: event.clientY, moved: false };
    });
    window.addEventListener("pointermove", (event) => {
        if (!grip) return;
        const [across, down] = [event.clientX - grip.x, event.clientY - grip.y];
        if (!grip.moved && Math.hypot(across, down) < 5) return;
        grip = { x: event.clientX, y: event.clientY, moved: true };
        map.classList.add("is-moving");
        move(-across / map.clientWidth, -down / map.clientHeight);
    });
    window.addEventListener("pointerup", () => {
        const moved = grip?.moved;
        grip = null;
        map.classList.remove("is-moving");
        if (moved) map.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
    });
    map.addEventListener("dragstart", (event) => event.preventDefault());
})();
