import type { RuleName, Unit } from "./specs";

/** One thing a rule says about a placement. Its words are made in the reader's language, from the limit and what was found. */
export type Verdict = {
  rule: RuleName;
  level: "hard" | "advice";
  limit: number | string;
  found: number | string;
  unit?: Unit | undefined;
  /** Which of the media, from 1. Empty: the text, or all of them. */
  place?: number;
  /** Other words than the rule's own. */
  words?: "linksOnSticker" | "linksPlain" | "stickerEmpty";
};
