import type { PublicCampaign } from "@/lib/catalog/queries";
import { type DeskState, deskDonationsInput } from "@/lib/donations/input";
import { deskDonations } from "@/lib/donations/queries";
import type { Desk } from "../../_parts/open";
import { readView } from "./views";

const LIST_MAX = 100;
const CONFIRMED_PAGE = 20;

/**
 * The lists of the money page: what a search finds, one list that was asked for, or else what waits, what is promised, what has no
 * book, what is disputed, what has come.
 */
export async function loadMoney({ actor, query, now }: Desk, campaign: PublicCampaign) {
  const read = deskDonationsInput.safeParse({ q: query.q, cursor: query.cursor, limit: CONFIRMED_PAGE });
  const { q, after } = read.success ? read.data : { q: undefined, after: undefined };
  const ask = (state: DeskState | undefined, limit = LIST_MAX, more: { q?: string; after?: typeof after } = {}) =>
    deskDonations(actor, campaign.id, { state, q: undefined, limit, ...more }, now);

  const none = { found: [], waiting: [], pledged: [], withoutBook: [], disputed: [] };
  const noPage = { items: [], nextCursor: null, isLater: false };
  if (q) {
    const { items: found } = await ask(undefined, LIST_MAX, { q });
    return { ...none, query: q, found, view: undefined, viewed: noPage, confirmed: noPage };
  }
  const view = readView(query.state);
  if (view) {
    const viewed = { ...(await ask(view, CONFIRMED_PAGE, { after })), isLater: after !== undefined };
    return { ...none, query: undefined, view, viewed, confirmed: noPage };
  }
  const [waiting, pledged, withoutBook, disputed, confirmed] = await Promise.all([
    ask("reported"),
    ask("pledged"),
    ask("without_book"),
    ask("disputed"),
    ask("confirmed", CONFIRMED_PAGE, { after }),
  ]);
  return {
    query: undefined,
    view: undefined,
    viewed: noPage,
    found: [],
    waiting: waiting.items,
    pledged: pledged.items,
    withoutBook: withoutBook.items,
    disputed: disputed.items,
    confirmed: { ...confirmed, isLater: after !== undefined },
  };
}
