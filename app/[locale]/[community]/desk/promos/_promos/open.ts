import { notFound } from "next/navigation";
import { z } from "zod";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { type FoundPromo, findPromo } from "@/lib/promos/queries";
import { type Desk, openDesk, type Search } from "../../_parts/open";

type PromoRequest = {
  params: Promise<{ locale: string; community: string; promo: string }>;
  searchParams?: Promise<Search>;
};

/** A page about one promo: the desk, and the promo. */
export type PromoDesk = { desk: Desk; promo: FoundPromo };

/** Opens a page about one promo; `page` is its address below the promo. One that is not there or not of this community does not exist. */
export async function openPromo(request: PromoRequest, page = ""): Promise<PromoDesk> {
  const { promo: id } = await request.params;
  const desk = await openDesk(
    request,
    "promos.manage",
    ["promos", encodeURIComponent(id), page].filter(Boolean).join("/"),
  );
  return { desk, promo: await promoOf(desk.actor, id) };
}

/** The promo of an address, for whoever acts on it. */
export async function promoOf(actor: PersonActor, id: string): Promise<FoundPromo> {
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    return await findPromo(actor, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === "promos.notFound") notFound();
    throw error;
  }
}
