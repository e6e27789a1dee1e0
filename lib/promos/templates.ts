import type { Contingency, PromoKind, PromoStatus } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoTemplateWords } from "@/lib/core/i18n/messages/promo-templates";
import type { Metric } from "./metrics";

/** Days from the promo's start, or from the day an event takes place; the clock is the community's. */
type When = { days: number; clock: string };

type PlannedPlacement = When & {
  network: string;
  format: string;
  /** Its link leads to the campaign's catalog. */
  leads?: true;
  isSpare?: true;
};

type PlannedLine = {
  metric: Metric;
  threshold: number;
  /** A moment, or a stage where the promo has no dates yet. */
  when: When & { from: "start" | "end" };
  stage: PromoStatus;
  action: Contingency["action"];
  prepared?: string;
};

type Template = {
  networks: readonly string[];
  /** By their UTM content. */
  placements: Readonly<Record<string, PlannedPlacement>>;
  lines: Readonly<Record<string, PlannedLine>>;
};

const story = (days: number, clock: string) => ({ network: "instagram", format: "story", days, clock }) as const;
const post = (days: number, clock: string) => ({ network: "instagram", format: "post", days, clock }) as const;
const inGroup = (days: number, clock: string) => ({ network: "facebook", format: "group-post", days, clock }) as const;

/** The three kinds of cooperation, as they usually go. Texts are in the words of both languages. */
const TEMPLATES = {
  initiative: {
    networks: ["facebook", "instagram"],
    placements: {
      "group-post-1": { ...inGroup(0, "09:00"), leads: true },
      "story-1": story(0, "10:00"),
      "story-2": story(0, "12:00"),
      "story-3": story(0, "14:00"),
      "story-4": { ...story(0, "16:00"), leads: true },
      "story-reserve": { ...story(4, "10:00"), leads: true, isSpare: true },
    },
    lines: {
      early: {
        metric: "leads",
        threshold: 10,
        when: { days: 3, clock: "18:00", from: "start" },
        stage: "running",
        action: "reserve_post",
        prepared: "story-reserve",
      },
      late: {
        metric: "claims",
        threshold: 10,
        when: { days: -5, clock: "10:00", from: "end" },
        stage: "running",
        action: "reminder",
      },
    },
  },
  event: {
    networks: ["facebook", "instagram"],
    placements: {
      announcement: post(-21, "10:00"),
      "group-announcement": inGroup(-21, "11:00"),
      speaker: story(-14, "12:00"),
      reserve: { ...post(-4, "10:00"), isSpare: true },
      "reminder-3": story(-3, "10:00"),
      "reminder-1": story(-1, "12:00"),
      day: story(0, "09:00"),
      after: post(1, "12:00"),
    },
    lines: {
      short: {
        metric: "registrations",
        threshold: 30,
        when: { days: -5, clock: "10:00", from: "start" },
        stage: "running",
        action: "reserve_post",
        prepared: "reserve",
      },
    },
  },
  achievement: {
    networks: ["facebook", "instagram"],
    placements: {
      result: { ...post(0, "10:00"), leads: true },
      people: story(1, "12:00"),
      thanks: inGroup(2, "10:00"),
      carousel: post(4, "10:00"),
      reserve: { ...post(5, "12:00"), isSpare: true },
    },
    lines: {
      quiet: {
        metric: "reach",
        threshold: 500,
        when: { days: 2, clock: "10:00", from: "start" },
        stage: "measuring",
        action: "other",
        prepared: "reserve",
      },
    },
  },
} as const satisfies Record<PromoKind, Template>;

const t = (locale: Locale) => promoTemplateWords(locale) as (key: string) => string;

/** A template with its texts in a language. */
export function templateOf(kind: PromoKind, locale: Locale) {
  const { networks, placements, lines }: Template = TEMPLATES[kind];
  const word = (key: string) => t(locale)(`${kind}.${key}`);
  return {
    networks,
    /** Of the first placement, in days from the promo's day. */
    firstDay: Math.min(...Object.values(placements).map(({ days }) => days)),
    audience: word("audience"),
    keyMessage: word("keyMessage"),
    reportFormat: word("reportFormat"),
    placements: Object.entries(placements).map(([content, planned]) => ({
      ...planned,
      content,
      title: word(`titles.${content}`),
      text: word(`texts.${content}`),
      sticker: planned.leads && planned.format === "story" ? word("sticker") : "",
    })),
    lines: Object.entries(lines).map(([name, planned]) => ({ ...planned, what: word(`lines.${name}`) })),
  };
}
