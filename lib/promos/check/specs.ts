import { z } from "zod";
import type { Locale } from "@/lib/core/i18n/locale";
import facebook from "../specs/facebook.json";
import instagram from "../specs/instagram.json";
import linkedin from "../specs/linkedin.json";
import telegram from "../specs/telegram.json";
import viber from "../specs/viber.json";
import youtube from "../specs/youtube.json";

/**
 * How a network counts a text. `utf16`: units of UTF-16, in which most emoji are two and more, as forms in a browser count; where a
 * network does not say how it counts, we take this, the strictest. `graphemes`: what a reader sees as one sign, for limits of what
 * is shown. `bytes`: of UTF-8, in which a Cyrillic letter is two. Everywhere a line break is one, and an address counts as it is
 * written.
 */
export const UNITS = ["utf16", "graphemes", "bytes"] as const;
export type Unit = (typeof UNITS)[number];

/** Clickable in the text; plain text there; or only on a sticker that is added by hand. */
export const LINKS = ["clickable", "plain", "sticker"] as const;
export const MEDIA_TYPES = ["image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime"] as const;

const whole = z.int().min(0).max(1_000_000);
const ratioText = z.string().regex(/^\d{1,4}:\d{1,4}$/);

/** What a rule's value may be. */
export const RULE_VALUES = {
  textMax: whole,
  captionMax: whole,
  textAdvice: whole,
  foldAt: whole,
  titleMin: whole,
  titleMax: whole,
  stickerMax: whole,
  hashtagsMax: whole,
  hashtagsAdvice: whole,
  forbidden: z.array(z.string().min(1).max(20)).max(20),
  links: z.enum(LINKS),
  mediaMin: whole.max(10),
  mediaMax: whole.max(10),
  mediaTypes: z.array(z.enum(MEDIA_TYPES)).min(1),
  imageMb: whole,
  videoMb: whole,
  ratio: z.array(ratioText).min(1).max(10),
  ratioMin: z.number().positive().max(100),
  ratioMax: z.number().positive().max(100),
  widthMin: whole,
  heightMin: whole,
  widthMax: whole,
  secondsMin: whole,
  secondsMax: whole,
  safeTop: whole,
  safeBottom: whole,
  alt: z.boolean(),
} as const;
export type RuleName = keyof typeof RULE_VALUES;
export const RULE_NAMES = Object.keys(RULE_VALUES) as RuleName[];
export type RuleValue<Name extends RuleName> = z.infer<(typeof RULE_VALUES)[Name]>;

export const LEVELS = ["hard", "advice", "off"] as const;
/** `hard` stands in the way of review and approval, `advice` does not, `off` asks nothing. */
export type Level = (typeof LEVELS)[number];

const COUNTED = ["textMax", "captionMax", "textAdvice", "foldAt", "titleMin", "titleMax", "stickerMax"] as const;

function ruleOf<Value extends z.ZodType>(name: string, value: Value) {
  const isCounted = (COUNTED as readonly string[]).includes(name);
  return z.strictObject({
    value,
    level: z.enum(LEVELS),
    source: z.strictObject({ uk: z.string().min(1), en: z.string().min(1) }),
    checkedOn: z.iso.date(),
    unit: isCounted ? z.enum(UNITS) : z.undefined().optional(),
  });
}

const rulesShape = Object.fromEntries(
  Object.entries(RULE_VALUES).map(([name, value]) => [name, ruleOf(name, value).optional()]),
);
const size = z.strictObject({ name: z.string(), width: z.int().positive(), height: z.int().positive() });
const networkFile = z.strictObject({
  network: z.string().regex(/^[a-z0-9-]+$/),
  formats: z.record(
    z.string().regex(/^[a-z0-9-]+$/),
    z.strictObject({ sizes: z.array(size), rules: z.strictObject(rulesShape) }),
  ),
});

export type Rule<Name extends RuleName = RuleName> = {
  value: RuleValue<Name>;
  level: Level;
  /** Where it was read. A community's own is in the words it was typed in. */
  source: Record<Locale, string>;
  /** YYYY-MM-DD */
  checkedOn: string;
  unit?: Unit;
};
export type Rules = { [Name in RuleName]?: Rule<Name> };
export type PictureSize = z.infer<typeof size>;
export type FormatSpec = { network: string; format: string; sizes: PictureSize[]; rules: Rules };

/** Every network and format we know the rules of, in the order of the files. A file that does not fit is a fault at the start. */
export const FORMATS: readonly FormatSpec[] = [instagram, facebook, telegram, viber, linkedin, youtube].flatMap(
  (file) => {
    const { network, formats } = networkFile.parse(file);
    return Object.entries(formats).map(([format, { sizes, rules }]) => ({
      network,
      format,
      sizes,
      rules: rules as unknown as Rules, // each value has just been read by its own schema
    }));
  },
);

export const PLACED_NETWORKS: readonly string[] = [...new Set(FORMATS.map(({ network }) => network))];

/** The rules of a format as they came, or nothing when there is no such format. */
export function formatSpec(network: string, format: string): FormatSpec | undefined {
  return FORMATS.find((spec) => spec.network === network && spec.format === format);
}

export type Override = {
  network: string;
  format: string;
  rule: string;
  value: number | string | boolean | string[];
  level: string;
  source: string;
  checkedOn: string;
};

/** The rules with a community's own values in place of those that came. An override that no longer fits is passed over. */
export function withOverrides(spec: FormatSpec, overrides: readonly Override[]): FormatSpec {
  const rules: Rules = { ...spec.rules };
  for (const { network, format, rule, value, level, source, checkedOn } of overrides) {
    if (network !== spec.network || format !== spec.format || !isRule(rule)) continue;
    const read = RULE_VALUES[rule].safeParse(value);
    const levelRead = z.enum(LEVELS).safeParse(level);
    if (!read.success || !levelRead.success) continue;
    const unit = spec.rules[rule]?.unit ?? ((COUNTED as readonly string[]).includes(rule) ? "utf16" : undefined);
    Object.assign(rules, {
      [rule]: { value: read.data, level: levelRead.data, source: { uk: source, en: source }, checkedOn, unit },
    });
  }
  return { ...spec, rules };
}

export function isRule(name: string): name is RuleName {
  return Object.hasOwn(RULE_VALUES, name);
}
