import type { PublicCampaign } from "@/lib/catalog/queries";
import { type DeskState, deskDonationsInput } from "@/lib/donations/input";
import { deskDonations } from "@/lib/donations/queries";
import type { Desk } from "../../_parts/open";

const LIST_MAX = 100;
const CONFIRMED_PAGE = 20;

/** The lists of the money page: what a search finds, or else what waits, what is promised, what has no book, what has come. */
export async function loadMoney({ actor, query, now }: Desk, campaign: PublicCampaign) {
  const read = deskDonationsInput.safeParse({ q: query.q, cursor: query.cursor, limit: CONFIRMED_PAGE });
  const { q, after } = read.success ? read.data : { q: undefined, after: undefined };
  const ask = (state: DeskState | undefined, limit = LIST_MAX, more: { q?: string; after?: typeof after } = {}) =>
    deskDonations(actor, campaign.id, { state, q: undefined, limit, ...more }, now);

  if (q) {
    const { items: found } = await ask(undefined, LIST_MAX, { q });
    return { query: q, found, waiting: [], pledged: [], withoutBook: [], confirmed: { items: [], nextCursor: null } };
  }
  const [waiting, pledged, withoutBook, confirmed] = await Promise.all([
    ask("reported"),
    ask("pledged"),
    ask("without_book"),
    ask("confirmed", CONFIRMED_PAGE, { after }),
  ]);
  return {
    query: undefined,
    found: [],
    waiting: waiting.items,
    pledged: pledged.items,
    withoutBook: withoutBook.items,
    confirmed: { ...confirmed, isLater: after !== undefined },
  };
}
