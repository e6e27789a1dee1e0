export interface CleanText {
  text: string;
  /** Characters nobody can see were taken out. */
  removedInvisible: boolean;
  /** Letters typed as a base and a mark were put together (NFC). */
  composed: boolean;
  /** Line breaks inside became spaces. */
  joinedLines: boolean;
  /** NUL, half a surrogate pair or a replacement sign: something was lost before the text came here. */
  broken: boolean;
}

/**
 * Text as it may be stored and shown: composed letters, no control, zero-width or direction characters, single spaces, nothing
 * at the ends. Line breaks become spaces unless `lines` is set; then at most one empty line in a row stays. Only what nobody
 * can see is removed. The result never holds NUL or half a surrogate pair, so PostgreSQL takes it even when `broken`.
 */
export function cleanText(raw: string, { lines = false } = {}): CleanText {
  const broken = isBroken(raw);
  const whole = broken ? raw.replace(LOST, "") : raw;
  const nfc = whole.normalize("NFC");
  const visible = nfc.replace(INVISIBLE, "");
  const text = lines ? tidyLines(visible) : visible.replace(/[\s\u0085]+/gu, " ").trim();
  return {
    text,
    removedInvisible: visible !== nfc,
    composed: nfc !== whole,
    joinedLines: !lines && LINE_BREAK.test(visible.trim()),
    broken,
  };
}

/** Whether letters were lost on the way: NUL, half a surrogate pair, or the replacement sign of a failed decoding. */
export function isBroken(raw: string): boolean {
  return raw.search(LOST) >= 0;
}

// In a regular expression that reads whole characters, Cs is half a pair without its other half.
const LOST = /[\0\uFFFD\p{Cs}]/gu;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/u;

// Joiners mean something between the parts of one emoji, and between letters of scripts that are written with them.
const JOINED_SCRIPTS = ["Arabic", "Devanagari", "Bengali", "Malayalam", "Sinhala"].map((name) => `\\p{Script=${name}}`);
const EMOJI_JOINER = "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})";
const LETTER_JOINER = `(?<=[${JOINED_SCRIPTS.join("")}])[\\u200C\\u200D](?=[${JOINED_SCRIPTS.join("")}])`;
// Controls but white space, format characters (zero-width, direction, soft hyphen, byte order mark), blank fillers, noncharacters.
const INVISIBLE = new RegExp(
  `(?![\\t\\n\\v\\f\\r\\u0085])\\p{Cc}|(?!${EMOJI_JOINER}|${LETTER_JOINER})\\p{Cf}|[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0]|\\p{Noncharacter_Code_Point}`,
  "gu",
);

function tidyLines(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, "\n")
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
