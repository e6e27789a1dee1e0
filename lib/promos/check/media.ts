import type { RuleName, Rules } from "./specs";
import type { Verdict } from "./verdicts";

/** What a rule can ask about a picture or a video. */
export type Medium = {
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  alt: string;
};

const MB = 1_000_000; // the smaller megabyte: nobody says which one is meant
const RATIO_TOLERANCE = 0.01; // 1080 × 566 is as near to 1.91 as whole pixels come

/** What the rules say about one picture or video. What could not be read of a video is not judged. */
export function checkMedium(rules: Rules, medium: Medium, place: number): Verdict[] {
  const { type, bytes, width, height, seconds, alt } = medium;
  const isVideo = type.startsWith("video/");
  const say = (rule: RuleName, limit: number | string, found: number | string): Verdict[] => {
    const level = rules[rule]?.level;
    return level === "hard" || level === "advice" ? [{ rule, level, limit, found, place }] : [];
  };
  const under = (rule: "widthMin" | "heightMin" | "secondsMin", found: number | null) => {
    const limit = rules[rule]?.value;
    return limit !== undefined && found !== null && found < limit ? say(rule, limit, found) : [];
  };
  const over = (rule: "widthMax" | "secondsMax", found: number | null) => {
    const limit = rules[rule]?.value;
    return limit !== undefined && found !== null && found > limit ? say(rule, limit, found) : [];
  };
  const types = rules.mediaTypes?.value;
  const mostMb = rules[isVideo ? "videoMb" : "imageMb"]?.value;
  const isTooHeavy = mostMb !== undefined && bytes > mostMb * MB;
  return [
    ...(types && !types.some((known) => known === type) ? say("mediaTypes", typeNames(types), typeNames([type])) : []),
    ...(isTooHeavy ? say(isVideo ? "videoMb" : "imageMb", mostMb, Math.ceil((bytes / MB) * 10) / 10) : []),
    ...checkShape(rules, width, height, say),
    ...under("widthMin", width),
    ...under("heightMin", height),
    ...over("widthMax", width),
    ...(isVideo ? [...under("secondsMin", seconds), ...over("secondsMax", seconds)] : []),
    ...(rules.alt?.value && !isVideo && alt.trim() === "" ? say("alt", "", "") : []),
  ];
}

type Say = (rule: RuleName, limit: number | string, found: number | string) => Verdict[];

function checkShape(rules: Rules, width: number | null, height: number | null, say: Say): Verdict[] {
  if (!width || !height) return [];
  const found = `${width} × ${height}`;
  const shape = width / height;
  const among = rules.ratio?.value;
  const [least, most] = [rules.ratioMin?.value, rules.ratioMax?.value];
  const fits = among?.some((ratio) => {
    const [across = 1, up = 1] = ratio.split(":").map(Number);
    return Math.abs(shape / (across / up) - 1) <= RATIO_TOLERANCE;
  });
  return [
    ...(among && !fits ? say("ratio", among.join(", "), found) : []),
    ...(least !== undefined && shape < least * (1 - RATIO_TOLERANCE) ? say("ratioMin", least, found) : []),
    ...(most !== undefined && shape > most * (1 + RATIO_TOLERANCE) ? say("ratioMax", most, found) : []),
  ];
}

const NAMES: Record<string, string> = {
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/webp": "WebP",
  "video/mp4": "MP4",
  "video/quicktime": "MOV",
};
export const typeNames = (types: readonly string[]) => types.map((type) => NAMES[type] ?? type).join(", ");
