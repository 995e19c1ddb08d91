// From the squares of a QR code to what it says (ISO/IEC 18004): numbers, letters and bytes in versions 1 to 10, at
// every level of correction. What is damaged beyond its correction is not read at all, rather than wrongly.

const LEVELS = ["M", "L", "H", "Q"];
const CODEWORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
// Codewords of correction in each block, and blocks, by version.
const CORRECTION = {
  L: [[7, 10, 15, 20, 26, 18, 20, 24, 30, 18], [1, 1, 1, 1, 1, 2, 2, 2, 2, 4]],
  M: [[10, 16, 26, 18, 24, 16, 18, 22, 22, 26], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]],
  Q: [[13, 22, 18, 26, 18, 24, 18, 22, 20, 24], [1, 1, 2, 2, 4, 4, 6, 6, 8, 8]],
  H: [[17, 28, 22, 16, 22, 28, 26, 26, 24, 28], [1, 1, 2, 4, 4, 4, 5, 6, 8, 8]],
};
// The smallest codes keep some codewords of correction back, against misreading.
const KEPT_BACK = { L1: 3, M1: 2, Q1: 1, H1: 1, L2: 2, L3: 1 };
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** What the code of these modules says; null where it says nothing that can be trusted. */
export function words({ size, modules }) {
  const version = (size - 17) / 4;
  const format = formatOf(size, modules);
  if (!format || !CODEWORDS[version - 1]) return null;
  const data = corrected(codewordsOf(size, modules, version, MASKS[format.mask]), version, format.level);
  return data && textOf(data, version);
}

// Fifteen bits, written twice, of which five tell: the nearest of the 32 that can be, if no more than three are wrong.
function formatOf(size, modules) {
  const bit = (x, y, place) => modules[y * size + x] << place;
  let near = 0;
  let far = 0;
  for (let i = 0; i < 15; i += 1) {
    if (i < 8) near |= bit(8, i < 6 ? i : i + 1, i);
    else near |= bit(i === 8 ? 7 : 14 - i, 8, i);
    far |= i < 8 ? bit(size - 1 - i, 8, i) : bit(8, size - 15 + i, i);
  }
  let best = { distance: 4 };
  for (let data = 0; data < 32; data += 1) {
    let rest = data;
    for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const code = ((data << 10) | rest) ^ 0x5412;
    const distance = Math.min(ones(code ^ near), ones(code ^ far));
    if (distance < best.distance) best = { distance, level: LEVELS[data >> 3], mask: data & 7 };
  }
  return best.level ? best : null;
}

function ones(value) {
  return value.toString(2).replaceAll("0", "").length;
}

// Where alignment marks have their middle: in rows and columns evenly apart, from 6 to the seventh from the end.
function alignments(version, size) {
  if (version === 1) return [];
  const middles = version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7];
  const pairs = middles.flatMap((x) => middles.map((y) => [x, y]));
  return pairs.filter(([x, y]) => !(x === 6 && y === 6) && !(x === 6 && y === size - 7) && !(x === size - 7 && y === 6));
}

function codewordsOf(size, modules, version, mask) {
  const marks = alignments(version, size);
  const isData = (x, y) => {
    if (x === 6 || y === 6) return false;
    if ((x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return false;
    if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return false;
    return !marks.some(([mx, my]) => Math.abs(x - mx) <= 2 && Math.abs(y - my) <= 2);
  };
  const codewords = new Uint8Array(CODEWORDS[version - 1]);
  let at = 0;
  // Two columns at a time from the right, up and down in turn, past the column of the timing line.
  for (let right = size - 1, isUp = true; right > 0; right -= right === 8 ? 3 : 2, isUp = !isUp) {
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isData(x, y) || at >= codewords.length * 8) continue;
        const bit = modules[y * size + x] ^ (mask(x, y) === 0 ? 1 : 0);
        codewords[at >> 3] |= bit << (7 - (at & 7));
        at += 1;
      }
    }
  }
  return codewords;
}

// The blocks, which are dealt out like cards, gathered again, and each corrected. Null if one cannot be.
function corrected(codewords, version, level) {
  const checks = CORRECTION[level][0][version - 1];
  const count = CORRECTION[level][1][version - 1];
  const short = Math.floor(codewords.length / count) - checks;
  const longFrom = count - (codewords.length % count);
  const blocks = Array.from({ length: count }, () => []);
  let at = 0;
  for (let i = 0; i <= short; i += 1) {
    for (let block = i < short ? 0 : longFrom; block < count; block += 1) blocks[block].push(codewords[at++]);
  }
  for (let i = 0; i < checks; i += 1) for (const block of blocks) block.push(codewords[at++]);
  const most = Math.floor((checks - (KEPT_BACK[level + version] ?? 0)) / 2);
  const data = [];
  for (const block of blocks) {
    if (!mend(block, checks, most)) return null;
    data.push(...block.slice(0, -checks));
  }
  return data;
}

// The field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1.
const POWERS = new Uint8Array(510);
const LOGS = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  POWERS[i] = POWERS[i + 255] = value;
  LOGS[value] = i;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}

function times(a, b) {
  return a && b ? POWERS[LOGS[a] + LOGS[b]] : 0;
}

function over(a, b) {
  return a ? POWERS[LOGS[a] + 255 - LOGS[b]] : 0;
}

// A polynomial's value; its coefficients begin with the lowest.
function valueAt(polynomial, x) {
  return polynomial.reduceRight((sum, coefficient) => times(sum, x) ^ coefficient, 0);
}

function syndromes(block, checks) {
  const polynomial = [...block].reverse();
  return Array.from({ length: checks }, (_one, i) => valueAt(polynomial, POWERS[i]));
}

// Correct a Reed-Solomon block in place; false if more than `most` codewords are wrong. The polynomial of the errors'
// places by Massey (1969), their sizes by Forney (1965).
function mend(block, checks, most) {
  const found = syndromes(block, checks);
  if (found.every((one) => one === 0)) return true;
  const locator = locatorOf(found);
  const errors = locator.length - 1;
  if (errors > most) return false;
  const evaluator = found.map((_one, i) => found.slice(0, i + 1).reduce((sum, one, j) => sum ^ times(one, locator[i - j] ?? 0), 0));
  const slope = locator.slice(1).map((coefficient, i) => (i % 2 === 0 ? coefficient : 0));
  let mended = 0;
  for (let place = 0; place < block.length; place += 1) {
    const inverse = POWERS[(255 - place) % 255];
    const steep = valueAt(slope, inverse);
    if (valueAt(locator, inverse) !== 0 || steep === 0) continue;
    block[block.length - 1 - place] ^= times(POWERS[place], over(valueAt(evaluator, inverse), steep));
    mended += 1;
  }
  return mended === errors && syndromes(block, checks).every((one) => one === 0);
}

function locatorOf(found) {
  let locator = [1];
  let before = [1];
  let length = 0;
  let gap = 1;
  let last = 1;
  for (let i = 0; i < found.length; i += 1) {
    let wrong = found[i];
    for (let j = 1; j <= length; j += 1) wrong ^= times(locator[j] ?? 0, found[i - j]);
    if (wrong === 0) {
      gap += 1;
      continue;
    }
    const factor = over(wrong, last);
    const next = Array.from({ length: Math.max(locator.length, before.length + gap) }, (_one, j) => (locator[j] ?? 0) ^ times(factor, before[j - gap] ?? 0));
    if (2 * length <= i) {
      [length, before, last, gap] = [i + 1 - length, locator, wrong, 1];
    } else gap += 1;
    locator = next;
  }
  while (locator.at(-1) === 0) locator.pop();
  return locator.length === length + 1 ? locator : Array(found.length + 2).fill(1);
}

function textOf(data, version) {
  let at = 0;
  const take = (count) => {
    let value = 0;
    for (let i = 0; i < count; i += 1, at += 1) value = (value << 1) | (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  const wide = version > 9;
  let text = "";
  while (at + 4 <= data.length * 8) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) text += digits(take, take(wide ? 12 : 10));
    else if (mode === 2) text += letters(take, take(wide ? 11 : 9));
    else if (mode === 4) text += bytes(take, take(wide ? 16 : 8));
    else if (mode === 7) take(8);
    else return null;
    if (at > data.length * 8) return null;
  }
  return text;
}

function digits(take, count) {
  let text = "";
  for (let left = count; left > 0; left -= 3) {
    const many = Math.min(left, 3);
    text += String(take([0, 4, 7, 10][many])).padStart(many, "0");
  }
  return text;
}

function letters(take, count) {
  let text = "";
  for (let left = count; left > 1; left -= 2) {
    const pair = take(11);
    text += (LETTERS[Math.floor(pair / 45)] ?? "") + LETTERS[pair % 45];
  }
  return count % 2 ? text + (LETTERS[take(6)] ?? "") : text;
}

// UTF-8 as every writer has it now, and Latin-1, as the standard's first edition did.
function bytes(take, count) {
  const all = Uint8Array.from({ length: count }, () => take(8));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(all);
  } catch {
    return String.fromCharCode(...all);
  }
}
