/** The topics a campaign starts with. A campaign may have its own; `other` belongs to every one. */
export const TOPICS = [
  "project-management",
  "agile",
  "leadership",
  "product",
  "business",
  "soft-skills",
  "psychology",
  "technology",
  "fiction",
  "other",
] as const;
export type Topic = (typeof TOPICS)[number];

/** How worn a copy is, best first. */
export const CONDITIONS = ["new", "like-new", "good", "fair"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** BCP 47 for "language not given". */
export const LANGUAGE_UNKNOWN = "und";

export const MAX_TITLE = 500;
export const MAX_AUTHORS = 60;
export const MAX_NAME = 200; // one author, a publisher
export const MAX_DESCRIPTION = 5_000;
/** A minimum donation above this, 100,000 hryvnias in minor units, is taken for a mistake. */
export const MAX_MINIMUM_MINOR = 10_000_000;

/** A book as it was read from a form or a file, before it belongs to a campaign and a giver. */
export interface BookDraft {
  title: string;
  authors: string[];
  isbn13: string | null;
  language: string; // BCP 47, `und` when not given
  publisher: string | null;
  year: number | null;
  category: string;
  condition: Condition;
  description: string;
  minimumMinor: number | null; // null: the campaign's default
}
