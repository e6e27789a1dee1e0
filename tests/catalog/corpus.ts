import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** What must become of a file: made anew, or refused as unreadable or too large; "either" where a decoder may mend it. */
export type Fate = "encoded" | "unreadable" | "tooLarge" | "either";
export type Sample = { name: string; bytes: Buffer; fate: Fate };

const WIDTH = 400;
const HEIGHT = 300;
const NOISE = randomBytes(WIDTH * HEIGHT * 3);
const picture = () => sharp(NOISE, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const GPS = {
  IFD0: { Copyright: "Мальва Книгогляд", Make: "Camera" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "50/1 27/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "30/1 31/1 0/1" },
};
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

/** Sixty hostile and harmless files, made here so that none has to be kept. */
export async function hostileCorpus(): Promise<Sample[]> {
  const jpeg = await picture().jpeg().toBuffer();
  const png = await picture().png().toBuffer();
  const webp = await picture().webp().toBuffer();
  const located = await picture().withExif(GPS).jpeg().toBuffer();
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>',
  );
  const frames = sharp(Buffer.alloc(20 * 40 * 3, 90), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } });
  const samples: Sample[] = [];
  const add = (fate: Fate, name: string, bytes: Buffer) => samples.push({ name, bytes, fate });

  add("encoded", "plain JPEG", jpeg);
  add("encoded", "plain PNG", png);
  add("encoded", "plain WebP", webp);
  add("encoded", "progressive JPEG", await picture().jpeg({ progressive: true }).toBuffer());
  add("encoded", "interlaced PNG", await picture().png({ progressive: true }).toBuffer());
  add("encoded", "lossless WebP", await picture().webp({ lossless: true }).toBuffer());
  add("encoded", "grey JPEG", await picture().greyscale().jpeg().toBuffer());
  add("encoded", "PNG with a palette", await picture().png({ palette: true }).toBuffer());
  add("encoded", "PNG with alpha", await picture().ensureAlpha(0.5).png().toBuffer());
  add("encoded", "CMYK JPEG", await picture().toColourspace("cmyk").jpeg().toBuffer());
  add("encoded", "16-bit PNG", await picture().toColourspace("rgb16").png().toBuffer());
  add("encoded", "16-bit PNG with alpha", await picture().ensureAlpha().toColourspace("rgb16").png().toBuffer());
  add("encoded", "JPEG with EXIF and GPS", located);
  add("encoded", "PNG with EXIF and GPS", await picture().withExif(GPS).png().toBuffer());
  add("encoded", "WebP with EXIF and GPS", await picture().withExif(GPS).webp().toBuffer());
  add("encoded", "JPEG with XMP", await picture().withXmp(XMP).jpeg().toBuffer());
  add("encoded", "PNG with XMP", await picture().withXmp(XMP).png().toBuffer());
  add("encoded", "WebP with XMP", await picture().withXmp(XMP).webp().toBuffer());
  add("encoded", "JPEG with a colour profile", await picture().withIccProfile("p3").jpeg().toBuffer());
  for (const orientation of [2, 3, 4, 5, 6, 7, 8])
    add(
      "encoded",
      `JPEG held the ${orientation}th way`,
      await picture().withMetadata({ orientation }).jpeg().toBuffer(),
    );
  add(
    "encoded",
    "JPEG with a comment that is a script",
    withComment(jpeg, "<?php system($_GET[0]); ?><script>alert(1)</script>"),
  );
  add("encoded", "animated WebP", await frames.webp({ loop: 0 }).toBuffer());
  add(
    "encoded",
    "one pixel",
    await sharp(Buffer.from([1, 2, 3]), { raw: { width: 1, height: 1, channels: 3 } })
      .png()
      .toBuffer(),
  );
  add("encoded", "a very long strip", await flat(20, 15_000));
  add("encoded", "a very wide strip", await flat(15_000, 20));
  add("encoded", "JPEG followed by a ZIP", Buffer.concat([jpeg, Buffer.from("PK\x03\x04"), randomBytes(500)]));
  add("encoded", "JPEG followed by HTML", Buffer.concat([jpeg, Buffer.from("<html><script>alert(1)</script></html>")]));
  add("encoded", "PNG followed by a PDF", Buffer.concat([png, Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj")]));
  add(
    "encoded",
    "PNG with a text chunk that is a script",
    withChunk(png, "tEXt", Buffer.from("Comment\0<script>alert(1)</script>")),
  );

  add("tooLarge", "pixel flood: a PNG header of 60,000 × 60,000", pngHeader(60_000, 60_000));
  add("tooLarge", "pixel flood: a PNG of 8,000 × 8,000", await flat(8_000, 8_000));
  add("tooLarge", "pixel flood: a JPEG header of 65,500 × 65,500", jpegOfSize(jpeg, 65_500, 65_500));
  add("tooLarge", "16-bit PNG with alpha of 39 megapixels", await deepPng());
  add("tooLarge", "more than 10 MB", Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]));
  add("unreadable", "PNG header with sides of 2³¹", pngHeader(0x7fffffff, 0x7fffffff));
  add("unreadable", "PNG header without an area", pngHeader(0, 0));

  add("unreadable", "nothing at all", Buffer.alloc(0));
  add("unreadable", "one byte", Buffer.from([0xff]));
  add("unreadable", "a kilobyte of zeros", Buffer.alloc(1_024));
  add("unreadable", "random bytes", randomBytes(5_000));
  add(
    "unreadable",
    "random bytes after a JPEG's first",
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5_000)]),
  );
  add("unreadable", "random bytes after a PNG's first", Buffer.concat([png.subarray(0, 8), randomBytes(5_000)]));
  add("unreadable", "random bytes after a WebP's first", Buffer.concat([webp.subarray(0, 12), randomBytes(5_000)]));
  add("unreadable", "SVG", svg);
  add("unreadable", "SVG after a PNG's first bytes", Buffer.concat([png.subarray(0, 8), svg]));
  add(
    "unreadable",
    "HEIC header",
    Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), randomBytes(2_000)]),
  );
  add("unreadable", "AVIF", await picture().avif({ effort: 0 }).toBuffer());
  add("unreadable", "GIF", await picture().gif().toBuffer());
  add("unreadable", "TIFF", await picture().tiff().toBuffer());
  add("unreadable", "PDF", Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>"));
  add("unreadable", "HTML", Buffer.from("<!doctype html><script>alert(1)</script>"));
  add("unreadable", "a program", Buffer.concat([Buffer.from("MZ"), randomBytes(2_000)]));
  add("unreadable", "JPEG cut in half", jpeg.subarray(0, jpeg.length / 2));
  add("unreadable", "PNG cut in half", png.subarray(0, png.length / 2));
  add("unreadable", "WebP cut in half", webp.subarray(0, webp.length / 2));
  add("unreadable", "JPEG that is only its header", jpeg.subarray(0, 200));
  add("unreadable", "PNG whose data is no deflate stream", pngHeader(100, 100, randomBytes(800)));
  add("either", "JPEG with a flipped byte in the middle", flipped(jpeg));
  return samples;
}

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#884422" }, limitInputPixels: false })
    .png()
    .toBuffer();

const deepPng = () =>
  sharp({ create: { width: 6_500, height: 6_000, channels: 4, background: "#88442288" } })
    .toColourspace("rgb16")
    .png({ compressionLevel: 1 })
    .toBuffer();

function pngHeader(width: number, height: number, data: Buffer = deflateSync(Buffer.alloc(100_000))): Buffer {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1A\n", "latin1"),
    chunk("IHDR", ihdr),
    chunk("IDAT", data),
    chunk("IEND"),
  ]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const withChunk = (png: Buffer, type: string, data: Buffer) =>
  Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);

function withComment(jpeg: Buffer, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, Buffer.from(text), jpeg.subarray(2)]);
}

function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
  const forged = Buffer.from(jpeg);
  const frame = forged.indexOf(Buffer.from([0xff, 0xc0]));
  forged.writeUInt16BE(height, frame + 5);
  forged.writeUInt16BE(width, frame + 7);
  return forged;
}

function flipped(jpeg: Buffer): Buffer {
  const damaged = Buffer.from(jpeg);
  const middle = jpeg.length >> 1;
  damaged[middle] = (damaged[middle] ?? 0) ^ 0xff;
  return damaged;
}
