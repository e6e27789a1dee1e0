import { createFile, type ISOFile, MP4BoxBuffer } from "mp4box";

export type Video = {
  type: "video/mp4" | "video/quicktime";
  width: number | null;
  height: number | null;
  seconds: number | null;
  bytes: Buffer;
};

type Box = { type: string; start: number; size: number; hdr_size: number; boxes?: Box[] };

/** Told by its content: the first box of an MP4 or MOV names its kind. */
export function sniffVideo(bytes: Uint8Array): Video["type"] | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString("latin1");
  if (head.slice(4, 8) !== "ftyp") return undefined;
  return head.slice(8, 12) === "qt  " ? "video/quicktime" : "video/mp4";
}

/**
 * A video's length and size, and the file without what phones write beside the picture: place, device, owner. The boxes of such
 * notes are blanked in place, so that nothing else of the file moves. Nothing when it is no video that can be read.
 */
export function readVideo(bytes: Uint8Array): Video | undefined {
  const type = sniffVideo(bytes);
  if (!type) return undefined;
  const copy = Buffer.from(bytes); // the reader keeps views on what it is given
  const file = parsed(copy);
  const info = file && infoOf(file);
  const track = info?.videoTracks[0];
  if (!file || !info || !track) return undefined;
  blankNotes(file, copy);
  const { width, height } = track.video ?? {};
  const seconds = info.timescale > 0 ? Math.ceil((info.duration / info.timescale) * 10) / 10 : 0;
  return {
    type,
    width: width && width > 0 ? width : null,
    height: height && height > 0 ? height : null,
    seconds: seconds > 0 ? Math.ceil(seconds) : null,
    bytes: copy,
  };
}

function parsed(bytes: Buffer): ISOFile | undefined {
  const file = createFile();
  let isBroken = false;
  let isReady = false;
  file.onError = () => {
    isBroken = true;
  };
  file.onReady = () => {
    isReady = true;
  };
  try {
    const whole = new Uint8Array(bytes).buffer; // a memory of its own, beginning at the file's first byte
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(whole, 0), true);
    file.flush();
  } catch {
    return undefined; // a hostile file is no video, however the reader puts it
  }
  return isBroken || !isReady ? undefined : file;
}

function infoOf(file: ISOFile) {
  try {
    return file.getInfo();
  } catch {
    return undefined;
  }
}

/** User data, metadata and boxes of makers: places, names, serial numbers. */
const NOTES = ["udta", "meta", "uuid"];

function blankNotes(file: ISOFile, bytes: Buffer): void {
  const walk = (boxes: readonly Box[]) => {
    for (const box of boxes) {
      if (NOTES.includes(box.type)) blank(box, bytes);
      else if (box.boxes) walk(box.boxes);
    }
  };
  walk(file.boxes as unknown as Box[]);
}

/** The box stays as long as it was and says nothing: free space, by the standard. */
function blank({ start, size }: Box, bytes: Buffer): void {
  const end = Math.min(start + size, bytes.length);
  if (start + 8 > end) return;
  bytes.write("free", start + 4, "latin1");
  const isLong = bytes.readUInt32BE(start) === 1; // its size stands behind the name
  bytes.fill(0, start + (isLong ? 16 : 8), end);
}
