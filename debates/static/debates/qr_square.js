// From a camera's picture to the squares of a QR code (ISO/IEC 18004), for browsers that cannot read one themselves.
// `squares` yields what may be a code as {size, modules}: size modules a side, one byte each, 1 for dark, row by row.
// Whether it says anything is for qr_words.js to tell: what was seen wrongly does not pass its check.

const LARGEST_VERSION = 10;
const RIGHT_ENOUGH = 0.75;
const ALIGNMENT = [0b11111, 0b10001, 0b10101, 0b10001, 0b11111];

/** Everything in this ImageData that may be a QR code of versions 1 to 10, the likeliest first. */
export function* squares({ data, width, height }) {
  const grey = greyOf(data);
  // A small window for uneven light, a large one for a code held close, whose corners would fill the small one.
  for (const parts of [8, 3]) {
    const image = { dark: darkOf(grey, width, height, Math.ceil(Math.max(width, height) / parts)), width, height };
    for (const corners of threeCorners(finderPatterns(image))) {
      for (const size of sizes(image, corners)) yield* sampled(image, corners, size);
    }
  }
}

function greyOf(data) {
  const grey = new Uint8Array(data.length / 4);
  for (let i = 0; i < grey.length; i += 1) grey[i] = (data[4 * i] * 77 + data[4 * i + 1] * 151 + data[4 * i + 2] * 28) >> 8;
  return grey;
}

// Dark is what is darker by 15 % than what is around it: Bradley and Roth, Adaptive thresholding using the integral
// image, Journal of Graphics Tools 12 (2), 2007.
function darkOf(grey, width, height, window) {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  const dark = new Uint8Array(width * height);
  const half = window >> 1;
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(y - half, 0) * (width + 1);
    const bottom = Math.min(y + half + 1, height) * (width + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(x - half, 0);
      const right = Math.min(x + half + 1, width);
      const count = ((bottom - top) / (width + 1)) * (right - left);
      const sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
      dark[y * width + x] = grey[y * width + x] * count < sum * 0.85 ? 1 : 0;
    }
  }
  return dark;
}

function isDark({ dark, width, height }, x, y) {
  const column = Math.floor(x);
  const row = Math.floor(y);
  return column >= 0 && row >= 0 && column < width && row < height && dark[row * width + column] === 1;
}

// The three squares in a code's corners: along any line through their middle, dark and light are as 1:1:3:1:1.
function isFinder(lengths) {
  const unit = lengths.reduce((sum, length) => sum + length) / 7;
  return unit >= 1 && lengths.every((length, i) => Math.abs(length - (i === 2 ? 3 : 1) * unit) < (i === 2 ? 1.5 : 0.5) * unit + 0.5);
}

function finderPatterns(image) {
  const { dark, width, height } = image;
  const found = [];
  for (let y = 0; y < height; y += 1) {
    const starts = [0];
    for (let x = 1; x < width; x += 1) if (dark[y * width + x] !== dark[y * width + x - 1]) starts.push(x);
    starts.push(width);
    for (let i = dark[y * width] ? 0 : 1; i + 5 < starts.length; i += 2) {
      const lengths = [0, 1, 2, 3, 4].map((run) => starts[i + run + 1] - starts[i + run]);
      if (isFinder(lengths)) note(found, checked(image, (starts[i + 2] + starts[i + 3]) / 2, y + 0.5));
    }
  }
  return found;
}

// The middle of a finder pattern near this point, if lines down and across both say that it is one.
function checked(image, x, y) {
  const down = through(image, x, y, 0, 1);
  if (!down) return null;
  const across = through(image, x, y + down.shift, 1, 0);
  if (!across || across.total > 2 * down.total || down.total > 2 * across.total) return null;
  return { x: x + across.shift, y: y + down.shift, unit: (down.total + across.total) / 14, seen: 1 };
}

// The five stretches of a finder pattern on the line through a point: their length, and how far off its middle it is.
function through(image, x, y, dx, dy) {
  const back = stretches(image, x, y, -dx, -dy);
  const ahead = stretches(image, x, y, dx, dy);
  if (!back || !ahead) return null;
  // The pixel in the middle is in both.
  const lengths = [back[2], back[1], back[0] + ahead[0] - 1, ahead[1], ahead[2]];
  if (!isFinder(lengths)) return null;
  return { total: lengths.reduce((sum, length) => sum + length), shift: (ahead[0] - back[0]) / 2 };
}

function stretches(image, x, y, dx, dy) {
  const most = image.width + image.height;
  const lengths = [0, 0, 0];
  for (let part = 0, step = 0; step < most; step += 1) {
    const column = x + dx * step;
    const row = y + dy * step;
    const isOutside = column < 0 || row < 0 || column >= image.width || row >= image.height;
    while (isOutside || isDark(image, column, row) !== (part !== 1)) {
      part += 1;
      if (part === 3) return lengths;
      if (isOutside) return null;
    }
    lengths[part] += 1;
  }
  return null;
}

function note(found, mark) {
  if (!mark) return;
  const same = found.find((one) => Math.hypot(one.x - mark.x, one.y - mark.y) < 2 * one.unit);
  if (!same) {
    found.push(mark);
    return;
  }
  for (const part of ["x", "y", "unit"]) same[part] = (same[part] * same.seen + mark[part]) / (same.seen + 1);
  same.seen += 1;
}

// Any three marks that stand at a right angle, as {first, right, below}; those that do so best come first.
function threeCorners(marks) {
  const best = [...marks].sort((a, b) => b.seen - a.seen).slice(0, 12);
  const found = [];
  for (const first of best) {
    for (const right of best) {
      for (const below of best) {
        if (new Set([first, right, below]).size === 3) found.push({ first, right, below, error: wrongness(first, right, below) });
      }
    }
  }
  return found.filter((one) => one.error < 1.5).sort((a, b) => a.error - b.error).slice(0, 6);
}

function wrongness(first, right, below) {
  const [ax, ay, bx, by] = [right.x - first.x, right.y - first.y, below.x - first.x, below.y - first.y];
  const [across, down] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  const units = [first.unit, right.unit, below.unit];
  // Seen from the front, the way from right to below goes clockwise.
  if (ax * by - ay * bx <= 0 || Math.min(across, down) < 8 * Math.min(...units)) return Infinity;
  const angle = Math.abs((ax * bx + ay * by) / (across * down));
  return angle + Math.abs(Math.log(across / down)) + Math.log(Math.max(...units) / Math.min(...units));
}

// How many modules a side has, the likeliest first: the distance of two corners counted in modules of those corners.
function sizes(image, { first, right, below }) {
  const estimates = [right, below].map((other) => {
    const unit = (unitAlong(image, first, other) + unitAlong(image, other, first)) / 2;
    return Math.hypot(other.x - first.x, other.y - first.y) / unit + 7;
  });
  const version = ((estimates[0] + estimates[1]) / 2 - 17) / 4;
  return Array.from({ length: LARGEST_VERSION }, (_one, i) => i + 1)
    .filter((one) => Math.abs(one - version) < 2)
    .sort((a, b) => Math.abs(a - version) - Math.abs(b - version))
    .map((one) => 17 + 4 * one);
}

// A module's side in pixels at this mark, measured towards another one and away from it.
function unitAlong(image, mark, other) {
  const distance = Math.hypot(other.x - mark.x, other.y - mark.y);
  const [dx, dy] = [(other.x - mark.x) / distance, (other.y - mark.y) / distance];
  const ways = [1, -1].map((sign) => stretches(image, mark.x, mark.y, sign * dx, sign * dy)).filter(Boolean);
  if (!ways.length) return mark.unit;
  return ways.reduce((sum, [a, b, c]) => sum + a + b + c - 0.5, 0) / (3.5 * ways.length);
}

// The modules of a code of that size: first by its fourth mark, which tells how the paper is tilted, then without.
function* sampled(image, corners, size) {
  const { first, right, below } = corners;
  const plain = { x: right.x + below.x - first.x, y: right.y + below.y - first.y };
  const guesses = [[size - 3.5, plain]];
  const mark = size > 21 ? alignmentMark(image, corners, size) : null;
  if (mark) guesses.unshift([size - 6.5, mark]);
  for (const [at, fourth] of guesses) {
    const place = perspective([[3.5, 3.5], [size - 3.5, 3.5], [at, at], [3.5, size - 3.5]], [first, right, fourth, below]);
    if (place && timing(image, place, size) >= RIGHT_ENOUGH) yield { size, modules: modulesOf(image, place, size) };
  }
}

// The small square near the fourth corner: where its 25 modules fit best, near where a flat paper would have it.
function alignmentMark(image, { first, right, below }, size) {
  const span = size - 7;
  const point = (u, v) => ({
    x: first.x + ((right.x - first.x) * (u - 3.5) + (below.x - first.x) * (v - 3.5)) / span,
    y: first.y + ((right.y - first.y) * (u - 3.5) + (below.y - first.y) * (v - 3.5)) / span,
  });
  const reach = Math.min(8, 2 + size / 6);
  const tried = [];
  for (let v = -reach; v <= reach; v += 0.5) {
    for (let u = -reach; u <= reach; u += 0.5) {
      let fit = 0;
      for (let row = 0; row < 5; row += 1) {
        for (let column = 0; column < 5; column += 1) {
          const { x, y } = point(size - 6.5 + u + column - 2, size - 6.5 + v + row - 2);
          if (isDark(image, x, y) === Boolean((ALIGNMENT[row] >> column) & 1)) fit += 1;
        }
      }
      tried.push({ u, v, fit, worth: fit - 0.3 * Math.hypot(u, v) });
    }
  }
  const best = tried.reduce((a, b) => (b.worth > a.worth ? b : a));
  if (best.fit < 21) return null;
  const near = tried.filter((one) => one.fit === best.fit && Math.hypot(one.u - best.u, one.v - best.v) <= 1);
  const middle = (part) => near.reduce((sum, one) => sum + one[part], 0) / near.length;
  return point(size - 6.5 + middle("u"), size - 6.5 + middle("v"));
}

// Where a point of the code is in the picture, from four that are known (P. Heckbert, Fundamentals of texture mapping
// and image warping, 1989): x = (au + bv + c) / (gu + hv + 1), y = (du + ev + f) / (gu + hv + 1).
function perspective(from, to) {
  const rows = from.flatMap(([u, v], i) => [
    [u, v, 1, 0, 0, 0, -u * to[i].x, -v * to[i].x, to[i].x],
    [0, 0, 0, u, v, 1, -u * to[i].y, -v * to[i].y, to[i].y],
  ]);
  const k = solved(rows);
  if (!k) return null;
  return (u, v) => {
    const depth = k[6] * u + k[7] * v + 1;
    return [(k[0] * u + k[1] * v + k[2]) / depth, (k[3] * u + k[4] * v + k[5]) / depth];
  };
}

// Gauss and Jordan's elimination of rows of coefficients, each with its right side last.
function solved(rows) {
  for (let i = 0; i < rows.length; i += 1) {
    const pivot = rows.slice(i).reduce((a, b) => (Math.abs(b[i]) > Math.abs(a[i]) ? b : a));
    if (Math.abs(pivot[i]) < 1e-9) return null;
    rows[rows.indexOf(pivot)] = rows[i];
    rows[i] = pivot.map((value) => value / pivot[i]);
    for (let j = 0; j < rows.length; j += 1) {
      if (j !== i) rows[j] = rows[j].map((value, column) => value - rows[j][i] * rows[i][column]);
    }
  }
  return rows.map((row) => row.at(-1));
}

// The share of the two lines between the corners that alternates as it must: a wrong size or tilt shows at once.
function timing(image, place, size) {
  let right = 0;
  for (let i = 8; i < size - 8; i += 1) {
    for (const [u, v] of [[i + 0.5, 6.5], [6.5, i + 0.5]]) if (isDark(image, ...place(u, v)) === (i % 2 === 0)) right += 1;
  }
  return right / (2 * (size - 16));
}

// Each module by its middle and four points around it.
function modulesOf(image, place, size) {
  const modules = new Uint8Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let dark = 0;
      for (const [du, dv] of [[0.5, 0.5], [0.3, 0.5], [0.7, 0.5], [0.5, 0.3], [0.5, 0.7]]) {
        if (isDark(image, ...place(column + du, row + dv))) dark += 1;
      }
      modules[row * size + column] = dark >= 3 ? 1 : 0;
    }
  }
  return modules;
}
