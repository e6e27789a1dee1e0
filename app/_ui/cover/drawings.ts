import { between, type Chance, pick } from "./chance";
import { above, below, circle, type Draw, isDark, mergeByFill, rect, round, type Shape } from "./shapes";

const sun: Draw = (tall, { a, b }, chance) => {
  const x = between(25, 75, chance);
  return {
    shapes: [
      { d: circle(x, tall * 0.74, between(22, 32, chance)), fill: a },
      {
        d: `M0 ${round(tall * 0.8)}C25 ${round(tall * 0.7)} 60 ${round(tall * 0.95)} 100 ${round(tall * 0.78)}V${tall}H0Z`,
        fill: b,
      },
    ],
    words: above(tall, 0.48),
    at: "start",
    face: "serif",
  };
};

const arcs: Draw = (tall, { a, b, ground }, chance) => {
  const left = chance() < 0.5 ? 0 : 100;
  const fills = [a, ground, b, ground, a];
  return {
    shapes: fills.map((fill, ring) => ({ d: circle(left, tall, 70 - ring * 14), fill })),
    words: above(tall, 0.46),
    at: "start",
    face: "sans",
  };
};

const stripes: Draw = (tall, { a, b }, chance) => {
  const flip = chance() < 0.5;
  const shapes = [0, 1, 2, 3, 4, 5].map((row) => {
    const h = 1.2 + row * 1.5;
    const y = tall * 0.56 + row * 9.5 - h / 2;
    return { d: rect(0, round(y), 100, h), fill: flip && row % 2 ? b : a };
  });
  return { shapes, words: above(tall, 0.47), at: "start", face: "caps" };
};

const plate: Draw = (tall, { a, b, ground }, chance) => {
  const step = pick([10, 12.5], chance);
  const kind = pick(["dots", "scales", "slants", "checks"], chance);
  let d = "";
  for (let y = 0; y <= tall + step; y += step)
    for (let x = 0, odd = Math.round(y / step) % 2; x <= 100 + step; x += step) {
      const at = x + (odd ? step / 2 : 0);
      if (kind === "dots") d += circle(at, y, step / 5);
      if (kind === "checks" && (x / step + odd) % 2 === 0) d += rect(x - step, y - step, step, step);
    }
  if (kind === "scales")
    for (let y = 0, row = 0; y <= tall; y += step * 0.6, row += 1)
      d += `M${row % 2 ? -step : -step / 2} ${round(y)}${`q${step / 2} ${step} ${step} 0`.repeat(Math.ceil(100 / step) + 2)}`;
  if (kind === "slants") for (let x = -tall; x < 100; x += step) d += `M${x} 0L${x + tall} ${tall}`;
  const isLine = kind === "scales" || kind === "slants";
  const paper = chance() < 0.5 ? "#fbf6ea" : b;
  return {
    shapes: [{ d, fill: a, ...(isLine ? { line: 1.6 } : {}) }],
    words: { top: round(tall * 0.2), height: round(tall * 0.46), side: 16 },
    at: "center",
    face: "serif",
    align: "center",
    plate:
      paper === b && isDark(b) === isDark(ground)
        ? { ground: "#fbf6ea", ink: "#1d1a15" }
        : { ground: paper, ink: isDark(paper) ? "#fffaf0" : "#1d1a15" },
  };
};

const initial: Draw = (tall, { a }, chance) => ({
  shapes: [],
  initial: { x: between(18, 34, chance), y: tall + between(4, 14, chance), size: between(110, 132, chance), fill: a },
  words: above(tall, 0.4),
  at: "start",
  face: pick(["serif", "sans"], chance),
});

const bands: Draw = (tall, { a, b }, chance) => {
  const head = between(0.14, 0.22, chance);
  return {
    shapes: [
      { d: rect(0, 0, 100, round(tall * head)), fill: a },
      { d: rect(0, round(tall * 0.8), 100, round(tall * 0.2)), fill: b },
      { d: rect(0, round(tall * 0.78), 100, 1.5), fill: a },
    ],
    words: { top: round(tall * (head + 0.06)), height: round(tall * (0.68 - head)), side: 8 },
    at: "center",
    face: "caps",
  };
};

const tiles: Draw = (tall, { a, b, ink }, chance) => {
  const shapes: Shape[] = [];
  for (let row = 0; row < 3; row += 1)
    for (let column = 0; column < 4; column += 1) {
      const [x, y, fill] = [column * 25, round(tall - 75 + row * 25), pick([a, b, a, b, ink], chance)];
      const corner = pick(
        [
          `M${x} ${y}h25a25 25 0 0 1 -25 25Z`,
          `M${x} ${y + 25}v-25a25 25 0 0 1 25 25Z`,
          `M${x + 25} ${y}v25a25 25 0 0 1 -25 -25Z`,
          circle(x + 12.5, y + 12.5, 12.5),
          rect(x, y, 25, 25),
        ],
        chance,
      );
      shapes.push({ d: corner, fill });
    }
  return { shapes: mergeByFill(shapes), words: { top: 8, height: tall - 90, side: 8 }, at: "start", face: "sans" };
};

const slope: Draw = (tall, { a, b }, chance) => {
  const [from, to] = chance() < 0.5 ? [0.5, 0.26] : [0.26, 0.5];
  return {
    shapes: [
      { d: `M0 0H100V${round(tall * to)}L0 ${round(tall * from)}Z`, fill: a },
      { d: `M0 ${round(tall * from - 7)}L100 ${round(tall * to - 7)}v4L0 ${round(tall * from - 3)}Z`, fill: b },
    ],
    words: below(tall, 0.5),
    at: "end",
    face: "sans",
  };
};

const frame: Draw = (tall, { a }, chance) => {
  const inset = between(4, 6, chance);
  const y = tall - 22;
  return {
    shapes: [
      { d: rect(inset, inset, 100 - 2 * inset, tall - 2 * inset), fill: a, line: 1.4 },
      { d: rect(inset + 2.6, inset + 2.6, 94.8 - 2 * inset, tall - 5.2 - 2 * inset), fill: a, line: 0.5 },
      { d: `M50 ${y - 5}l5 5l-5 5l-5-5ZM38 ${y - 2}l2 2l-2 2l-2-2ZM62 ${y - 2}l2 2l-2 2l-2-2Z`, fill: a },
    ],
    words: { top: 16, height: tall - 48, side: 14 },
    at: "center",
    face: "serif",
    align: "center",
  };
};

const peaks: Draw = (tall, { a, b }, chance) => {
  const top = between(0.5, 0.58, chance) * tall;
  const x = between(38, 70, chance);
  return {
    shapes: [
      { d: `M${x - 62} ${tall}L${x} ${round(top)}L${x + 62} ${tall}Z`, fill: a },
      { d: `M${x} ${round(top)}l62 ${round(tall - top)}h-52Z`, fill: b },
      { d: `M-20 ${tall}l38 -32l38 32Z`, fill: b },
    ],
    words: above(tall, 0.42),
    at: "start",
    face: pick(["caps", "sans"], chance),
  };
};

const bubbles: Draw = (tall, { a, b, ink }, chance) => {
  const y = tall * 0.72;
  const r = between(22, 27, chance);
  return {
    shapes: [
      { d: circle(34, round(y), r), fill: a },
      { d: circle(66, round(y + between(-6, 6, chance)), r), fill: b },
      { d: circle(50, round(y + 1), r * 0.36), fill: ink },
    ],
    words: above(tall, 0.42),
    at: "start",
    face: "serif",
  };
};

const steps: Draw = (tall, { a, b }, chance) => {
  const count = pick([4, 5], chance);
  const w = 100 / count;
  const bars = Array.from({ length: count }, (_, n) => {
    const h = 12 + (n * (tall * 0.4 - 12)) / (count - 1);
    return { d: rect(round(n * w), round(tall - h), round(w), round(h)), fill: n % 2 ? b : a };
  });
  return { shapes: mergeByFill(bars), words: above(tall, 0.5), at: "start", face: pick(["sans", "serif"], chance) };
};

const waves: Draw = (tall, { a, b }, chance) => {
  const swing = between(5, 11, chance);
  const shapes = [0, 1, 2, 3, 4, 5].map((row) => ({
    d: `M-10 ${round(tall * 0.56 + row * 11)}q15 ${-swing} 30 0t30 0t30 0t30 0`,
    fill: row % 2 ? b : a,
    line: 4.4,
  }));
  return { shapes, words: above(tall, 0.45), at: "start", face: "serif" };
};

const strip: Draw = (tall, { a, b }, chance) => {
  const w = between(14, 22, chance);
  const balls = [0.2, 0.5, 0.8].map((at) => circle(w / 2, round(tall * at), w * 0.3)).join("");
  return {
    shapes: [
      { d: rect(0, 0, w, tall), fill: a },
      { d: balls, fill: b },
    ],
    words: { top: 10, height: tall - 20, side: 7 },
    at: pick(["start", "end"], chance),
    face: pick(["sans", "serif"], chance),
    shift: w,
  };
};

const poster: Draw = (tall, { a, b }, chance) => {
  const x = between(20, 80, chance);
  return {
    shapes: [
      { d: circle(x, round(tall - 24), 13), fill: a },
      { d: `M${x} ${round(tall - 37)}a13 13 0 0 1 0 26Z`, fill: b },
    ],
    words: { top: 9, height: tall - 56, side: 8 },
    at: "start",
    face: pick(["sans", "caps"], chance),
  };
};

const rays: Draw = (tall, { a, b }, chance) => {
  const y = tall * 1.02;
  const count = 9;
  const turn = between(0, 0.3, chance);
  let d = "";
  for (let n = 0; n < count; n += 1) {
    const [from, to] = [(n + turn) * (Math.PI / count), (n + turn + 0.5) * (Math.PI / count)];
    const point = (angle: number) => `${round(50 - Math.cos(angle) * 74)} ${round(y - Math.sin(angle) * 74)}`;
    d += `M50 ${round(y)}L${point(from)}L${point(to)}Z`;
  }
  return {
    shapes: [
      { d, fill: a },
      { d: circle(50, round(y), 24), fill: b },
    ],
    words: above(tall, 0.42),
    at: "start",
    face: "caps",
    align: "center",
  };
};

const rings: Draw = (tall, { a, b }, chance) => {
  const y = tall * between(0.28, 0.32, chance);
  const r = between(18, 22, chance);
  return {
    shapes: [
      { d: circle(50 - r * 0.65, round(y), r), fill: a, line: 7 },
      { d: circle(50 + r * 0.65, round(y), r), fill: b, line: 7 },
    ],
    words: below(tall, 0.48),
    at: "end",
    face: "sans",
  };
};

const arch: Draw = (tall, { a, b, ink }, chance) => {
  const [w, x] = [between(40, 52, chance), 0];
  const left = (100 - w) / 2 + x;
  const top = tall * 0.1;
  const foot = round(tall * 0.52);
  return {
    shapes: [
      { d: `M${left} ${foot}V${round(top + w / 2)}a${w / 2} ${w / 2} 0 0 1 ${w} 0V${foot}Z`, fill: a },
      { d: circle(round(left + w * 0.64), round(top + w * 0.5), 6), fill: ink },
      { d: `M${left} ${foot}v-12q${w / 4} -10 ${w / 2} 0t${w / 2} 0v12Z`, fill: b },
    ],
    words: below(tall, 0.44),
    at: "start",
    face: "serif",
    align: "center",
  };
};

const ALL: readonly [Draw, ...Draw[]] = [
  sun,
  arcs,
  stripes,
  plate,
  initial,
  bands,
  tiles,
  slope,
  frame,
  peaks,
  bubbles,
  steps,
  waves,
  strip,
  poster,
  rays,
  rings,
  arch,
];

/** A topic leans to drawings that suit it; any of the others may come, too. */
const LEANINGS: Record<string, readonly [Draw, ...Draw[]]> = {
  "project-management": [steps, bands, strip, slope, stripes],
  agile: [rings, arcs, waves, tiles, rays],
  leadership: [peaks, rays, poster, frame, initial],
  product: [tiles, bubbles, slope, strip, poster],
  business: [bands, stripes, steps, poster, plate],
  "soft-skills": [bubbles, waves, initial, arcs, sun],
  psychology: [arcs, bubbles, arch, rings, plate],
  technology: [tiles, stripes, strip, steps, poster],
  fiction: [arch, sun, frame, plate, waves],
};

export function drawingFor(category: string, chance: Chance): Draw {
  return pick(chance() < 0.55 ? (LEANINGS[category] ?? ALL) : ALL, chance);
}
