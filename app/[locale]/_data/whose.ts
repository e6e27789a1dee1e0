import type { Route } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { communityOf, requirePerson } from "@/app/_web/session";
import type { Locale } from "@/lib/core/i18n/locale";
import type { PersonActor } from "@/lib/identity/actor";
import { isLinkPage, personByLink } from "@/lib/privacy/whose";

const text = z.string().max(100);
const atInput = z.union([z.object({ kind: text, token: text }), z.object({ community: text })]);

/** Where somebody looks after their own data: by a private link, or signed in. */
export type DataAt = z.infer<typeof atInput>;
export type Whose = { actor: PersonActor; communitySlug: string; email: string | null; isProved: boolean };

/** Who that is. What is not there does not exist; the browser may have made the place up. */
export async function whoseData(locale: Locale, unread: DataAt): Promise<Whose> {
  const { data: at } = atInput.safeParse(unread);
  if (!at) notFound();
  if ("token" in at) {
    const found = isLinkPage(at.kind) ? await personByLink(at.kind, at.token) : undefined;
    return found ?? notFound();
  }
  const community = await communityOf(at.community);
  const actor = await requirePerson(community.id, locale, dataPath(locale, at));
  return { actor, communitySlug: community.slug, email: null, isProved: true };
}

/** A page about somebody's data: the first, or one below it. */
export function dataPath(locale: Locale, at: DataAt, below: "" | "/erase" | "/file" = "", query = ""): Route {
  return `/${locale}${pathWithoutLocale(at)}${below}${query}` as Route;
}

export const pathWithoutLocale = (at: DataAt) =>
  "token" in at ? `/data/${at.kind}/${at.token}` : `/${at.community}/me/data`;
