import { api } from "@/app/_web/api";
import { claimSeen, claimUrl, newClaimAnswer } from "@/app/_web/api-answers";
import { atWaitLink } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { tryCheckout } from "@/app/_web/try-checkout";
import { findCampaign } from "@/lib/catalog/queries";
import { offerBody } from "@/lib/claims/input";
import { claimByToken } from "@/lib/claims/queries";
import { claimOffered } from "@/lib/claims/waiting/commands";
import { findWait } from "@/lib/claims/waiting/queries";
import { Refusal } from "@/lib/core/refusal";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { requireCards } from "@/lib/donations/card/providers";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/waits/{token}/claim", {
  POST: atWaitLink({
    summary: "Claim the book that is kept for this place in line",
    body: json(offerBody),
    answer: newClaimAnswer,
    statuses: [201],
    refuses: [
      "catalog.campaignClosed",
      "catalog.notListed",
      "claims.notAllowedNow",
      "claims.bookTaken",
      "claims.bookOffered",
      "claims.tooManyOpen",
      "claims.belowMinimum",
      "claims.cashNotAllowed",
      "donations.cardsOff",
      "donations.cardMinimum",
      "donations.currencyMismatch",
    ],
    async handle({ actor, ref, body, locale, sourceOf }) {
      await countAgainst("claims", actor.personId);
      const wait = await findWait(ref, new Date());
      const campaign = wait && (await findCampaign(wait.communitySlug, wait.campaignSlug));
      if (!wait || !campaign) throw new Refusal("claims.waitNotFound");
      if (body.currency && body.currency !== campaign.currency) throw new Refusal("donations.currencyMismatch");
      const { amountMinor, method } = body;
      if (method === "card") requireCards(campaign, amountMinor, locale);
      const terms = { amountMinor, method, locale, source: sourceOf() };
      const { claim, token } = await claimOffered(actor, ref, terms);
      const own = await claimByToken(token);
      if (!own) throw new Refusal("claims.notFound");
      if (method === "card" && claim.status === "held")
        await tryCheckout(() => startClaimCheckout(own.actor, own.ref, { lateChoice: "refund", locale }));
      return {
        status: 201,
        body: { token, url: claimUrl(token, locale), ...(await claimSeen(own.ref, locale)) },
        changed: { campaignId: wait.campaignId, bookId: wait.bookId },
      };
    },
  }),
});
