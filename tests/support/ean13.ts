// EAN-13 pictures, drawn by the standard (ISO/IEC 15420): seven modules a digit, the first digit in the choice of left-hand codes.

const LEFT = [
  "0001101",
  "0011001",
  "0010011",
  "0111101",
  "0100011",
  "0110001",
  "0101111",
  "0111011",
  "0110111",
  "0001011",
];
const FIRST = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"];
const flip = (code: string) => code.replace(/[01]/g, (bit) => (bit === "0" ? "1" : "0"));
const turn = (code: string) => [...code].reverse().join("");

/** The 95 modules of a code, 1 for black. */
export function modulesOf(digits: string): string {
  const numbers = [...digits].map(Number);
  const ways = FIRST[numbers[0] ?? 0] ?? "";
  const left = numbers.slice(1, 7).map((digit, place) => {
    const odd = LEFT[digit] ?? "";
    return ways[place] === "G" ? turn(flip(odd)) : odd;
  });
  const right = numbers.slice(7).map((digit) => flip(LEFT[digit] ?? ""));
  return `101${left.join("")}01010${right.join("")}101`;
}

export type Grey = { width: number; height: number; pixels: Uint8Array };

/** A barcode on a grey table, as a camera sees it: one byte a pixel. Without digits only the table. */
export function drawEan13(digits: string | null, { width = 640, height = 480 } = {}): Grey {
  const pixels = new Uint8Array(width * height).fill(150);
  if (digits === null) return { width, height, pixels };
  const modules = modulesOf(digits);
  const scale = Math.floor((width * 0.75) / modules.length);
  const quiet = scale * 11;
  const left = Math.round((width - modules.length * scale) / 2);
  const [top, bottom] = [Math.round(height * 0.25), Math.round(height * 0.75)];
  for (let y = top - 20; y < bottom + 20; y++)
    for (let x = left - quiet; x < left + modules.length * scale + quiet; x++) {
      const isBar = y >= top && y < bottom && modules[Math.floor((x - left) / scale)] === "1";
      pixels[y * width + x] = isBar ? 25 : 235;
    }
  return { width, height, pixels };
}

/** A film in YUV4MPEG2, which a browser's fake camera plays over and over. */
export function filmOf(pictures: readonly Grey[], framesEach: number, framesPerSecond: number): Buffer {
  const { width = 0, height = 0 } = pictures[0] ?? {};
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const frames = pictures.flatMap(({ pixels }) =>
    Array.from({ length: framesEach }, () => [Buffer.from("FRAME\n"), Buffer.from(pixels), colourless]).flat(),
  );
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`),
    ...frames,
  ]);
}
