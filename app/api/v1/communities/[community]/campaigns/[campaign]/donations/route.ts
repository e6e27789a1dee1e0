import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { donationListAnswer, donationOf } from "@/app/_web/donation-answers";
import { deskDonationsInput } from "@/lib/donations/input";
import { deskDonations } from "@/lib/donations/queries";

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
  },
);
