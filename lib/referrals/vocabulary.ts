import type { Link } from "@/db/schema";

/** Where posts stand, as the `utm_source` they become. Others may be typed: `partner-` and a name, for example. */
export const NETWORKS = [
  "instagram",
  "facebook",
  "telegram",
  "viber",
  "linkedin",
  "youtube",
  "newsletter",
  "qr",
] as const;
/** The kind of traffic, as the `utm_medium` that analytics tools group by. */
export const MEDIUMS = ["social", "paid-social", "email", "referral", "offline"] as const;
/** Usual placements, to begin a content tag with: a number is added. */
export const CONTENTS = ["story", "post", "reel", "group-post", "message", "poster", "bio"] as const;

/** The longest a tag may be. */
export const WORD_MAX = 60;

/** A tag as it is stored: lower case, letters, digits and single dashes. Empty when nothing of it is left. */
export function normaliseTag(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_./]+/g, "-")
    .replace(/[^a-z0-9-]/g, "")
    .replace(/-{2,}/g, "-")
    .replace(/^-/, "")
    .slice(0, WORD_MAX)
    .replace(/-$/, "");
}

/** What people call networks for short. One network under two names would be two rows. */
const ALSO: Readonly<Record<string, (typeof NETWORKS)[number]>> = {
  ig: "instagram",
  insta: "instagram",
  fb: "facebook",
  tg: "telegram",
  yt: "youtube",
  li: "linkedin",
};

/** A network as it is stored: a tag, and by its whole name. */
export function normaliseNetwork(text: string): string {
  const tag = normaliseTag(text);
  return ALSO[tag] ?? tag;
}

type Tagged = Pick<Link, "network" | "medium" | "tag" | "content">;

/** The tags other tools read, in the order they are usually written. */
export function utmOf({ network, medium, tag, content }: Tagged) {
  return { utm_source: network, utm_medium: medium, utm_campaign: tag, utm_content: content };
}

/** An address with the tags on it, whatever of them it had before. */
export function utmAddress(address: URL, link: Tagged): URL {
  const tagged = new URL(address);
  for (const [name, value] of Object.entries(utmOf(link))) tagged.searchParams.set(name, value);
  return tagged;
}

/** The same for a page of our own, which is told the link's code, too: by it attribution inside one visit travels. */
export function taggedAddress(address: URL, link: Tagged & Pick<Link, "code">): URL {
  const tagged = utmAddress(address, link);
  tagged.searchParams.set("via", link.code);
  return tagged;
}
