import { hashtagsIn, lengthOf, linksIn } from "./count";
import { checkMedium, type Medium } from "./media";
import type { FormatSpec, Level, Rule, RuleName, Rules } from "./specs";
import type { Verdict } from "./verdicts";

export type Checked = {
  /** The text as it will be posted, its own link in its place. */
  text: string;
  title: string;
  sticker: string;
  /** It leads somewhere: it has a link of its own. */
  hasLink: boolean;
  media: readonly Medium[];
};

/**
 * What the rules of a network and format say about a placement: nothing where all is well. `hard` verdicts first, then advice; in
 * each, the text before the media in their order. Pure: no database, no clock.
 */
export function checkContent({ rules }: FormatSpec, content: Checked): Verdict[] {
  const verdicts = [
    ...checkLengths(rules, content),
    ...checkHashtags(rules, content.text),
    ...checkForbidden(rules, content),
    ...checkLinks(rules, content),
    ...checkNumber(rules, content.media),
    ...content.media.flatMap((medium, place) => checkMedium(rules, medium, place + 1)),
  ];
  return [...verdicts.filter(({ level }) => level === "hard"), ...verdicts.filter(({ level }) => level === "advice")];
}

/** Whether nothing stands in the way of review and approval. */
export const passes = (verdicts: readonly Verdict[]): boolean => verdicts.every(({ level }) => level !== "hard");

function checkLengths(rules: Rules, { text, title, sticker, media }: Checked): Verdict[] {
  const isCaption = media.length > 0 && isOn(rules.captionMax);
  return [
    ...tooLong("titleMax", rules.titleMax, title),
    ...tooShort("titleMin", rules.titleMin, title),
    ...(isCaption ? tooLong("captionMax", rules.captionMax, text) : tooLong("textMax", rules.textMax, text)),
    ...tooLong("textAdvice", rules.textAdvice, text),
    ...tooLong("foldAt", rules.foldAt, text),
    ...tooLong("stickerMax", rules.stickerMax, sticker),
  ];
}

function tooLong(name: RuleName, rule: Rule | undefined, text: string): Verdict[] {
  if (!isOn(rule)) return [];
  const [limit, found] = [Number(rule.value), lengthOf(text, rule.unit ?? "utf16")];
  return found > limit ? [verdict(name, rule, { limit, found, unit: rule.unit })] : [];
}

function tooShort(name: RuleName, rule: Rule | undefined, text: string): Verdict[] {
  if (!isOn(rule)) return [];
  const [limit, found] = [Number(rule.value), lengthOf(text.trim(), rule.unit ?? "utf16")];
  return found < limit ? [verdict(name, rule, { limit, found, unit: rule.unit })] : [];
}

function checkHashtags(rules: Rules, text: string): Verdict[] {
  const found = hashtagsIn(text).length;
  const isTooMany = isOn(rules.hashtagsMax) && found > rules.hashtagsMax.value;
  // the stricter of the two is enough
  return (isTooMany ? (["hashtagsMax"] as const) : (["hashtagsAdvice"] as const)).flatMap((name) => {
    const rule = rules[name];
    return isOn(rule) && found > rule.value ? [verdict(name, rule, { limit: rule.value, found })] : [];
  });
}

function checkForbidden({ forbidden }: Rules, { text, title }: Checked): Verdict[] {
  if (!isOn(forbidden)) return [];
  const found = forbidden.value.filter((sign) => text.includes(sign) || title.includes(sign));
  return found.length > 0
    ? [verdict("forbidden", forbidden, { limit: forbidden.value.join(" "), found: found.join(" ") })]
    : [];
}

/** An address where nobody can press it; and a story with a link whose sticker says nothing. */
function checkLinks({ links }: Rules, { text, sticker, hasLink }: Checked): Verdict[] {
  if (!isOn(links) || links.value === "clickable") return [];
  const [found] = linksIn(text);
  const name = links.value === "sticker" ? "linksOnSticker" : "linksPlain";
  const inText = found === undefined ? [] : [verdict("links", links, { limit: "", found, words: name })];
  const isBare = links.value === "sticker" && hasLink && sticker.trim() === "";
  const advice = { ...links, level: "advice" as const };
  return isBare ? [...inText, verdict("links", advice, { limit: "", found: "", words: "stickerEmpty" })] : inText;
}

function checkNumber({ mediaMin, mediaMax }: Rules, media: readonly Medium[]): Verdict[] {
  const found = media.length;
  return [
    ...(isOn(mediaMin) && found < mediaMin.value
      ? [verdict("mediaMin", mediaMin, { limit: mediaMin.value, found })]
      : []),
    ...(isOn(mediaMax) && found > mediaMax.value
      ? [verdict("mediaMax", mediaMax, { limit: mediaMax.value, found })]
      : []),
  ];
}

function isOn<Each extends { level: Level }>(rule: Each | undefined): rule is Each {
  return rule !== undefined && rule.level !== "off";
}

function verdict(
  rule: RuleName,
  { level }: { level: Level },
  said: Omit<Verdict, "rule" | "level" | "place">,
): Verdict {
  return { rule, level: level === "hard" ? "hard" : "advice", ...said };
}
