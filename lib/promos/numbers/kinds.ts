/** Numbers of a placement that people write down, by where it stands; the names are those the networks use themselves. */
const STORY = [
  "views",
  "reach",
  "replies",
  "shares",
  "taps-forward",
  "taps-back",
  "exits",
  "link-taps",
  "profile-visits",
  "followers",
];
const POST = ["views", "reach", "reactions", "comments", "shares", "saves", "link-taps", "followers"];
const MESSAGE = ["views", "reactions", "forwards", "comments", "link-taps"];
const VIDEO = ["views", "reactions", "comments", "shares", "followers"];

/** What can be written down of a placement, the usual first. */
export function numbersOf(network: string, format: string): readonly string[] {
  if (format === "story") return STORY;
  if (network === "telegram" || network === "viber") return MESSAGE;
  if (network === "youtube") return VIDEO;
  return POST;
}

/** What engagement is the sum of. */
export const ENGAGING = ["reactions", "comments", "shares", "saves", "replies"] as const;

/** What can be written down of a promo itself. Money is in whole units of its currency. */
export const PROMO_NUMBERS = [
  "registrations",
  "attended",
  "group-members",
  "followers",
  "spend",
  "time-on-page",
  "reach",
  "views",
  "engagement",
] as const;

const HOUR_MS = 3_600_000;
/** A network shows a story's numbers for a day (facts of the networks' own help, checked 2026-06). */
export const STORY_LIVES_MS = 24 * HOUR_MS;
export const STORY_DUE_MS = 20 * HOUR_MS;
export const POST_DUE_MS = 7 * 24 * HOUR_MS;

/** When the numbers of something published are to be written down, and when they vanish, if they do. */
export function numbersDue(format: string, publishedAt: Date): { dueAt: Date; goneAt: Date | null } {
  const after = (ms: number) => new Date(publishedAt.getTime() + ms);
  return format === "story"
    ? { dueAt: after(STORY_DUE_MS), goneAt: after(STORY_LIVES_MS) }
    : { dueAt: after(POST_DUE_MS), goneAt: null };
}
