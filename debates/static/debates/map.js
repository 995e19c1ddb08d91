// The map of the list: points of the same search, grouped by the server as the window asks. Loaded on request only.
(() => {
  const PAUSE = 250;

  function pointIcon(properties) {
    const isGroup = Boolean(properties.venues);
    return window.L.divIcon({
      className: `debate-point${isGroup ? " debate-point-group" : ""}`,
      html: `<span>${Number(properties.debates)}</span>`,
      iconSize: [44, 44],
    });
  }

  function placeCard(properties) {
    const card = document.createElement("div");
    const link = document.createElement("a");
    link.href = properties.url;
    link.textContent = properties.name;
    const count = document.createElement("p");
    count.textContent = properties.text;
    card.append(link, count);
    return card;
  }

  function addPoint(feature, points, drawn) {
    const { properties, geometry } = feature;
    const where = [geometry.coordinates[1], geometry.coordinates[0]];
    const marker = window.L.marker(where, { icon: pointIcon(properties), keyboard: true });
    if (properties.venues) {
      marker.on("click", () => drawn.setView(where, Math.min(drawn.getZoom() + 2, 18)));
    } else {
      marker.bindPopup(placeCard(properties));
    }
    points.addLayer(marker);
    const name = properties.name ? `${properties.name}, ${properties.text}` : properties.text;
    marker.getElement()?.setAttribute("aria-label", name);
  }

  async function fetched(box, question) {
    const answer = await fetch(`${box.dataset.points}&${new URLSearchParams(question)}`);
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).features;
  }

  window.drawDebates = async (box, place) => {
    const all = await fetched(box, { zoom: "12" });
    const drawn = window.L.map(place, { zoomControl: false, minZoom: 2, maxZoom: 18 });
    drawn.attributionControl.setPrefix(false);
    window.L.control
      .zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut })
      .addTo(drawn);
    if (box.dataset.tiles) {
      const attribution = document.createElement("span");
      attribution.textContent = box.dataset.thanks;
      window.L.tileLayer(box.dataset.tiles, {
        maxZoom: 18,
        attribution: attribution.innerHTML,
        referrerPolicy: "origin",
      }).addTo(drawn);
    }
    const points = window.L.layerGroup().addTo(drawn);
    let timer = 0;
    let latest = 0;

    function tellFailure() {
      box.querySelector("[role=status]").textContent = box.dataset.failed;
    }

    async function refresh() {
      const number = ++latest;
      const window_ = drawn.getBounds().pad(0.1);
      const features = await fetched(box, { bbox: window_.toBBoxString(), zoom: String(drawn.getZoom()) });
      // An answer that was overtaken by a later one is of another window.
      if (number !== latest) return;
      points.clearLayers();
      for (const feature of features) addPoint(feature, points, drawn);
    }

    // Opening a point's card moves the map: its points stay while it is read, also those that were asked for before.
    let isReading = false;
    drawn.on("popupopen", () => {
      isReading = true;
      clearTimeout(timer);
      latest += 1;
    });
    drawn.on("popupclose", () => (isReading = false));
    drawn.on("moveend", () => {
      clearTimeout(timer);
      if (isReading) return;
      timer = setTimeout(() => refresh().catch(tellFailure), PAUSE);
    });
    const places = all.map(({ geometry }) => [geometry.coordinates[1], geometry.coordinates[0]]);
    if (places.length) drawn.fitBounds(window.L.latLngBounds(places).pad(0.1), { maxZoom: 15 });
    else drawn.setView([20, 0], 2);
    await refresh();
  };
})();
