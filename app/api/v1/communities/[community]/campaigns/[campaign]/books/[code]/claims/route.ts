import { api } from "@/app/_web/api";
import { claimSeen, claimUrl, newClaimAnswer } from "@/app/_web/api-answers";
import { inCampaign } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { tryCheckout } from "@/app/_web/try-checkout";
import { findBook } from "@/lib/catalog/queries";
import { claimBook } from "@/lib/claims/commands";
import { claimBody, guestContactBody } from "@/lib/claims/input";
import { claimByToken } from "@/lib/claims/queries";
import { Refusal } from "@/lib/core/refusal";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { requireCards } from "@/lib/donations/card/providers";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/claims",
  {
    POST: inCampaign({
      summary: "Claim a book for a donation. Without a token, name, email and consent say who does",
      body: json(claimBody),
      answer: newClaimAnswer,
      statuses: [201],
      refuses: [
        "catalog.notFound",
        "catalog.campaignClosed",
        "claims.bookTaken",
        "claims.bookOffered",
        "claims.offeredToYou",
        "claims.ownBook",
        "claims.tooManyOpen",
        "claims.alreadyYours",
        "claims.belowMinimum",
        "claims.cashNotAllowed",
        "donations.cardsOff",
        "donations.cardMinimum",
        "donations.currencyMismatch",
      ],
      async handle({ actor, campaign, communityId, params, body, locale, network, sourceOf }) {
        const contact = actor.kind === "person" ? undefined : guestContactBody.parse(body);
        if (body.currency && body.currency !== campaign.currency) throw new Refusal("donations.currencyMismatch");
        if (body.method === "card") requireCards(campaign, body.amountMinor, locale);
        if (actor.personId) await countAgainst("claims", actor.personId);
        else await countAgainst("claimsPerNetwork", network);
        const book = await findBook(communityId, campaign.id, params.code ?? "");
        if (!book) throw new Refusal("catalog.notFound");
        const source = sourceOf({ visitor: body.visitor });
        const { claim, token } = await claimBook(actor, { bookId: book.id, ...body, locale, contact, source });
        const own = await claimByToken(token);
        if (!own) throw new Refusal("claims.notFound");
        if (claim.method === "card" && claim.status === "held")
          await tryCheckout(() =>
            startClaimCheckout(own.actor, own.ref, { lateChoice: "refund", locale: body.locale }),
          );
        return {
          body: { token, url: claimUrl(token, locale), ...(await claimSeen(own.ref, locale)) },
          changed: { campaignId: campaign.id, bookId: book.id },
        };
      },
    }),
  },
);
