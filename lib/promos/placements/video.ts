// The boxes of MP4 and MOV files, by the standard (ISO/IEC 14496-12): as much of it as a length, a size and clean notes take.

export type Video = {
  type: "video/mp4" | "video/quicktime";
  width: number | null;
  height: number | null;
  seconds: number | null;
  bytes: Buffer;
};

/** Told by its content: the first box of an MP4 or MOV names its kind. */
export function sniffVideo(bytes: Uint8Array): Video["type"] | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString("latin1");
  if (head.slice(4, 8) !== "ftyp") return undefined;
  return head.slice(8, 12) === "qt  " ? "video/quicktime" : "video/mp4";
}

/**
 * A video's length and size, and the file without what phones write beside the picture: place, device, owner. The boxes of such
 * notes, and tracks of notes, become free space, so that nothing else of the file moves. A length or size the file does not tell is
 * null. Nothing at all when it is no whole file with a picture track.
 */
export function readVideo(bytes: Uint8Array): Video | undefined {
  const type = sniffVideo(bytes);
  const file = Buffer.from(bytes); // a copy: the notes are blanked in it
  const top = type && boxesIn(file, { from: 0, to: file.length });
  const moov = top?.find(({ name }) => name === "moov");
  const inside = moov && boxesIn(file, moov);
  const tracks = inside?.filter(({ name }) => name === "trak").map((box) => readTrack(file, box));
  const picture = tracks?.find((track) => track?.handler === "vide");
  if (!type || !top || !inside || !tracks || tracks.includes(undefined) || !picture) return undefined;

  const seconds = lengthIn(file, inside);
  for (const box of [...top, ...inside]) if (NOTES.includes(box.name)) blank(file, box);
  for (const track of tracks) if (track) for (const box of track.notes) blank(file, box);
  return { type, width: picture.width, height: picture.height, seconds, bytes: file };
}

/** `from` and `to`: where its content lies. */
type Box = { name: string; start: number; from: number; to: number };
type Track = { handler: string; width: number | null; height: number | null; notes: Box[] };

const BOXES_MAX = 2_000; // in one box: real files have dozens, fragmented ones hundreds

/** User data, metadata and boxes of makers: places, names, serial numbers. */
const NOTES = ["udta", "meta", "uuid"];

/** The boxes that lie side by side in a stretch of the file; nothing when they do not fit it. */
function boxesIn(file: Buffer, { from, to }: { from: number; to: number }): Box[] | undefined {
  const boxes: Box[] = [];
  let at = from;
  while (at < to) {
    if (boxes.length >= BOXES_MAX || at + 8 > to) return undefined;
    const short = file.readUInt32BE(at);
    const isLong = short === 1; // its size stands behind the name
    if (isLong && at + 16 > to) return undefined;
    const size = isLong ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short; // 0: to the end
    const header = isLong ? 16 : 8;
    if (size < header || at + size > to) return undefined;
    boxes.push({ name: file.toString("latin1", at + 4, at + 8), start: at, from: at + header, to: at + size });
    at += size;
  }
  return boxes;
}

function readTrack(file: Buffer, track: Box): Track | undefined {
  const boxes = boxesIn(file, track);
  const header = boxes?.find(({ name }) => name === "tkhd");
  const media = boxes?.find(({ name }) => name === "mdia");
  const parts = media && boxesIn(file, media);
  const handlerBox = parts?.find(({ name }) => name === "hdlr");
  if (!boxes || !header || !parts || !handlerBox || handlerBox.from + 12 > handlerBox.to) return undefined;
  const handler = file.toString("latin1", handlerBox.from + 8, handlerBox.from + 12);
  const notes = [...boxes, ...parts].filter(({ name }) => NOTES.includes(name));
  return { handler, ...sizeIn(file, header), notes: handler === "meta" ? [track] : notes };
}

const MATRIX_AND_SIZE = 44; // nine numbers that turn the picture, then width and height, at the end of the header

/** As it is shown: a phone held upright writes a lying picture and how to turn it. */
function sizeIn(file: Buffer, { from, to }: Box): { width: number | null; height: number | null } {
  const at = to - MATRIX_AND_SIZE;
  if (at < from) return { width: null, height: null };
  const isTurned = file.readInt32BE(at) === 0 && file.readInt32BE(at + 4) !== 0;
  const [across, up] = [file.readUInt16BE(at + 36) || null, file.readUInt16BE(at + 40) || null];
  return isTurned ? { width: up, height: across } : { width: across, height: up };
}

/** In whole seconds, rounded up. A file in fragments may tell its length apart, or not at all. */
function lengthIn(file: Buffer, boxes: readonly Box[]): number | null {
  const header = boxes.find(({ name }) => name === "mvhd");
  if (!header || header.to - header.from < 32) return null;
  const isLong = file[header.from] === 1;
  const scale = file.readUInt32BE(header.from + (isLong ? 20 : 12));
  const units = isLong ? Number(file.readBigUInt64BE(header.from + 24)) : file.readUInt32BE(header.from + 16);
  const seconds = scale > 0 ? Math.ceil(units / scale) : 0;
  return seconds > 0 && seconds < 1_000_000 ? seconds : null;
}

/** The box stays as long as it was and says nothing. */
function blank(file: Buffer, { start, from, to }: Box): void {
  file.write("free", start + 4, "latin1");
  file.fill(0, from, to);
}
