import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { expect, test } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { hostileCorpus } from "./corpus";

// Made before our decoders are shut to everything else.
const corpus = await hostileCorpus();
const { IMAGE_MAX_PIXELS, readImage } = await import("@/lib/core/images");

/** Of each of the three kinds, and then a progressive JPEG and an interlaced PNG. */
async function largestPictures(): Promise<Buffer[]> {
  const side = Math.floor(Math.sqrt(IMAGE_MAX_PIXELS));
  const large = () => sharp({ create: { width: side, height: side, channels: 4, background: "#557799cc" } });
  return [
    await large().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    await large().png({ compressionLevel: 1 }).toBuffer(),
    await large().webp({ effort: 0 }).toBuffer(),
    await large().jpeg({ progressive: true }).toBuffer(),
    await large().png({ progressive: true, compressionLevel: 1 }).toBuffer(),
  ];
}

const largest = await largestPictures();

const WIDTHS = [320, 640, 1280];
const read = (bytes: Uint8Array) =>
  readImage(bytes, WIDTHS, { unreadable: "catalog.photoUnreadable", tooLarge: "catalog.photoTooLarge" });
const FATES = { "catalog.photoUnreadable": "unreadable", "catalog.photoTooLarge": "tooLarge" } as Record<
  string,
  string
>;

const PICTURE_CHUNKS = ["VP8 ", "VP8L", "VP8X", "ALPH"];

/** The names of all chunks of a WebP, which must fill it to its last byte. */
function chunksOf(webp: Buffer): string[] {
  const names: string[] = [];
  let at = 12;
  for (; at + 8 <= webp.length; at += 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2))
    names.push(webp.toString("latin1", at, at + 4));
  return at === webp.length ? names : [...names, "more than its chunks"];
}

test("of sixty hostile files each is refused in words or made anew without anything of its metadata", async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  const surprises: string[] = [];
  await Promise.all(
    corpus.map(async ({ name, bytes, fate }) => {
      const outcome = await read(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        const met = outcome instanceof Refusal ? (FATES[outcome.code] ?? outcome.code) : String(outcome);
        if (met !== fate && fate !== "either") surprises.push(`${name}: ${met} instead of ${fate}`);
        return;
      }
      if (fate !== "encoded" && fate !== "either") surprises.push(`${name}: encoded instead of ${fate}`);
      const { variants, blur } = outcome as Awaited<ReturnType<typeof read>>;
      const outputs = [...variants.map(({ bytes }) => bytes), Buffer.from(blur.split(",")[1] ?? "", "base64")];
      for (const output of outputs) {
        const { format, exif, xmp, iptc, icc, orientation, pages } = await sharp(output).metadata();
        if (format !== "webp" || exif || xmp || iptc || icc || orientation || (pages ?? 1) > 1)
          surprises.push(`${name}: kept more than the picture`);
        if (chunksOf(output).some((chunk) => !PICTURE_CHUNKS.includes(chunk)))
          surprises.push(`${name}: something was carried over`);
      }
    }),
  );
  expect(surprises).toEqual([]);
}, 120_000);

test("hostile files and pictures of the largest size, all sent at once, cost the server less than 300 MB", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "images-"));
  const files = [...corpus.map(({ bytes }) => bytes), ...largest];
  for (const [nth, bytes] of files.entries()) writeFileSync(path.join(folder, String(nth)), bytes);
  const program = path.join(import.meta.dirname, "images-memory.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", program, folder, path.join(folder, "0")],
    { env: { ...process.env, MALLOC_ARENA_MAX: "2" } }, // as the web process has it
  );
  rmSync(folder, { recursive: true });
  const { grownBytes, encoded, files: read } = JSON.parse(stdout);
  if (process.env.CHAOS_RUNS) console.info(`the process grew by ${Math.round(grownBytes / 1024 / 1024)} MB`);
  expect(read).toBe(files.length);
  expect(encoded).toBeGreaterThanOrEqual(corpus.filter(({ fate }) => fate === "encoded").length + 3);
  expect(grownBytes / 1024 / 1024).toBeLessThan(300);
}, 120_000);

test("a picture of the largest size is read, unless it has to be in memory whole", async () => {
  const [jpeg, png, webp, ...atOnce] = largest;
  for (const file of [jpeg, png, webp]) expect((await read(file ?? Buffer.alloc(0))).width).toBe(1280);
  for (const file of atOnce) await expect(read(file)).rejects.toMatchObject({ code: "catalog.photoTooLarge" });
}, 120_000);

test("a picture is upright whichever of the eight ways the camera was held", async () => {
  const corner = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#ffffff" } })
    .composite([{ input: { create: { width: 30, height: 20, channels: 3, background: "#ff0000" } }, left: 0, top: 0 }])
    .png()
    .toBuffer();
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const held = await sharp(corner).withMetadata({ orientation }).png().toBuffer();
    const upright = await sharp(held).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const ours = await read(held);
    const bytes = ours.variants[2]?.bytes ?? Buffer.alloc(0);
    const seen = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([seen.info.width, seen.info.height]).toEqual([upright.info.width, upright.info.height]);
    const isRed = (picture: typeof seen, x: number, y: number) => {
      const at = (y * picture.info.width + x) * picture.info.channels;
      return (picture.data[at + 1] ?? 255) < 128;
    };
    const { width, height } = seen.info;
    for (const [x, y] of [
      [5, 5],
      [width - 5, 5],
      [5, height - 5],
      [width - 5, height - 5],
    ] as const)
      expect(isRed(seen, x, y), `held ${orientation}, at ${x} ${y}`).toBe(isRed(upright, x, y));
  }
});

test("variants have the widths asked for, a small picture is never blown up, and the blur is tiny", async () => {
  const image = await read(
    await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: "#224466" } })
      .jpeg()
      .toBuffer(),
  );
  const widths = await Promise.all(image.variants.map(async ({ bytes }) => (await sharp(bytes).metadata()).width));
  expect(widths).toEqual(WIDTHS);
  expect(image).toMatchObject({ width: 1280, height: 640 });
  expect(image.blur).toMatch(/^data:image\/webp;base64,/);
  expect(image.blur.length).toBeLessThan(600);

  const small = await read(
    await sharp({ create: { width: 100, height: 50, channels: 3, background: "#224466" } })
      .png()
      .toBuffer(),
  );
  expect(small).toMatchObject({ width: 100, height: 50 });
});
