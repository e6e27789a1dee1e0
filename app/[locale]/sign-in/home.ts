import type { Route } from "next";
import type { Locale } from "@/lib/core/i18n/locale";
import { communitiesOf } from "@/lib/identity/actors";

/** A person's page in their community; the list of campaigns when they are in none or in several. */
export async function homeOf(userId: string, locale: Locale): Promise<Route> {
  const [first, second] = await communitiesOf(userId);
  return (first && !second ? `/${locale}/${first.slug}/me` : `/${locale}`) as Route;
}
