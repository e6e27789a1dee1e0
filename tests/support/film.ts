// A small MP4 or MOV, written by the standard (ISO/IEC 14496-12): one video track without pictures, and what a phone notes beside it.

type Film = {
  width?: number;
  height?: number;
  seconds?: number;
  brand?: string;
  /** Noted in each of the places where phones note it. */
  place?: string;
  /** Held upright: the picture lies and is turned when it is shown. */
  isTurned?: boolean;
};

const TIMESCALE = 1_000;

export function aFilm({
  width = 1080,
  height = 1920,
  seconds = 12,
  brand = "isom",
  place = "",
  isTurned,
}: Film = {}): Buffer {
  const duration = seconds * TIMESCALE;
  const [x, y] = isTurned ? [0, 0x10000] : [0x10000, 0];
  const matrix = [x, y, 0, -y, x, 0, 0, 0, 0x40000000];
  const sample = box(
    "avc1",
    zeros(6),
    u16(1),
    zeros(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    zeros(32),
    u16(24, 0xffff),
    box("avcC", Buffer.from([1, 66, 0, 30, 255, 225, 0, 0, 1, 0, 0])),
  );
  const tables = box(
    "stbl",
    box("stsd", u32(0, 1), sample),
    box("stts", u32(0, 0)),
    box("stsc", u32(0, 0)),
    box("stsz", u32(0, 0, 0)),
    box("stco", u32(0, 0)),
  );
  const information = box(
    "minf",
    box("vmhd", u32(1, 0, 0)),
    box("dinf", box("dref", u32(0, 1), box("url ", u32(1)))),
    tables,
  );
  const userData = box("udta", box("©xyz", u16(place.length, 0x15c7), Buffer.from(place)));
  const noted = place ? [userData] : [];
  const metadata = box("meta", u32(0), box("ilst", Buffer.from(place)));
  const track = box(
    "trak",
    ...noted,
    box("tkhd", u32(3, 0, 0, 1, 0, duration, 0, 0, 0, 0), u32(...matrix, width << 16, height << 16)),
    box(
      "mdia",
      box("mdhd", u32(0, 0, 0, TIMESCALE, duration), u16(0x55c4, 0)),
      box("hdlr", u32(0, 0), Buffer.from("vide"), zeros(12), Buffer.from("video\0")),
      information,
    ),
  );
  const header = box(
    "mvhd",
    u32(0, 0, 0, TIMESCALE, duration, 0x10000),
    u16(0x100, 0),
    u32(0, 0, ...matrix),
    zeros(24),
    u32(2),
  );
  return Buffer.concat([
    box("ftyp", Buffer.from(brand.padEnd(4)), u32(512), Buffer.from("isomiso2mp41")),
    box("moov", header, ...(place ? [metadata] : []), track, ...noted),
    box("mdat", zeros(64)),
    ...(place ? [box("uuid", zeros(16), Buffer.from(place))] : []),
  ]);
}

function box(name: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(content.length + 8), Buffer.from(name, "latin1"), content]);
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [nth, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, nth * 4);
  return bytes;
}

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [nth, value] of values.entries()) bytes.writeUInt16BE(value, nth * 2);
  return bytes;
}

const zeros = (length: number) => Buffer.alloc(length);
