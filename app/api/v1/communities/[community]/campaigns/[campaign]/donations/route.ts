import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import {
  donationListAnswer,
  donationOf,
  donationUrl,
  newDonationAnswer,
  ownDonationSeen,
} from "@/app/_web/donation-answers";
import { json } from "@/app/_web/request-body";
import { tryCheckout } from "@/app/_web/try-checkout";
import { guestContactBody } from "@/lib/claims/input";
import { Refusal } from "@/lib/core/refusal";
import { startDonationCheckout } from "@/lib/donations/card/checkout";
import { deskDonationsInput, pledgeBody } from "@/lib/donations/input";
import { donationByToken, pledgeDonation } from "@/lib/donations/pledge";
import { deskDonations } from "@/lib/donations/queries";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations",
  {
    GET: inCampaign({
      summary: "A campaign's money: what waits for a check first",
      needs: ["money.see"],
      query: deskDonationsInput,
      answer: donationListAnswer,
      async handle({ actor, campaign, query }) {
        const list = await deskDonations(actor, campaign.id, query);
        return { body: { ...list, items: list.items.map(donationOf) } };
      },
    }),
    POST: inCampaign({
      summary: "Promise a donation without a book. Without a token, name, email and consent say who does",
      body: json(pledgeBody),
      answer: newDonationAnswer,
      statuses: [201],
      refuses: [
        "catalog.campaignClosed",
        "donations.amountNeeded",
        "donations.amountTooLarge",
        "donations.cardsOff",
        "donations.cardMinimum",
        "donations.cashNotAllowed",
        "donations.currencyMismatch",
      ],
      async handle({ actor, campaign, body, locale: wanted, network, sourceOf }) {
        const contact = actor.kind === "person" ? undefined : guestContactBody.parse(body);
        if (body.currency && body.currency !== campaign.currency) throw new Refusal("donations.currencyMismatch");
        await countAgainst("pledges", actor.personId ?? contact?.email);
        if (!actor.personId) await countAgainst("pledgesPerNetwork", network);
        const { amountMinor, method, publicName, locale } = body;
        const promise = { campaignId: campaign.id, amountMinor, method, publicName, locale: wanted, contact };
        const { token } = await pledgeDonation(actor, { ...promise, source: sourceOf() });
        const own = await donationByToken(token);
        if (!own) throw new Refusal("donations.notFound");
        if (method === "card")
          await tryCheckout(() => startDonationCheckout(own.actor, own.ref, { lateChoice: "refund", locale }));
        return { body: { token, url: donationUrl(token, wanted), ...(await ownDonationSeen(own.ref)) } };
      },
    }),
  },
);
