import { createHash } from "node:crypto";
import encodeQR from "qr";
import sharp from "sharp";
import { env } from "@/lib/core/env";

type Picture = { bytes: Buffer; type: string; etag: string };

const SIZE = { least: 120, usual: 600, most: 2_400 };
const QUIET_MODULES = 4;
const KEPT_MAX = 500;
const kept = new Map<string, Promise<Picture>>();

/** The address a QR code of a link holds: its clicks are counted apart. */
export const qrAddress = (code: string) => `${env.APP_URL.replace(/\/$/, "")}/r/${code}?qr=1`;

/** A link's QR code, black on white, of so many pixels a side: 120 to 2,400, otherwise 600. */
export function linkQr(code: string, kind: "svg" | "png", typedSize: string | null): Promise<Picture> {
  const size = readSize(typedSize);
  const key = `${code} ${kind} ${size}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT_MAX) kept.clear();
  const drawing = draw(qrAddress(code), kind, size);
  kept.set(key, drawing);
  drawing.catch(() => kept.delete(key));
  return drawing;
}

function readSize(typed: string | null): number {
  const size = /^\d{1,5}$/.test(typed ?? "") ? Number(typed) : SIZE.usual;
  return Math.min(Math.max(size, SIZE.least), SIZE.most);
}

async function draw(address: string, kind: "svg" | "png", size: number): Promise<Picture> {
  const modules = encodeQR(address, "raw", { ecc: "medium", border: QUIET_MODULES });
  const bytes = kind === "svg" ? Buffer.from(svgOf(modules, size)) : await pngOf(modules, size);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
  return { bytes, type: kind === "svg" ? "image/svg+xml; charset=utf-8" : "image/png", etag };
}

function svgOf(modules: boolean[][], size: number): string {
  const side = modules.length;
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`;
}

/** Whole pixels for each module, so that its edges stay sharp; what is left over is white margin. */
async function pngOf(modules: boolean[][], size: number): Promise<Buffer> {
  const side = modules.length;
  const pixels = Buffer.from(modules.flat().map((isDark) => (isDark ? 0 : 255)));
  const whole = Math.max(1, Math.floor(size / side)) * side;
  const before = Math.floor((size - whole) / 2);
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .resize(whole, whole, { kernel: "nearest" })
    .extend({
      top: before,
      left: before,
      bottom: size - whole - before,
      right: size - whole - before,
      background: "#fff",
    })
    .toColourspace("b-w")
    .png({ compressionLevel: 9 })
    .toBuffer();
}
