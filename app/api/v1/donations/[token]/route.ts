import { api } from "@/app/_web/api";
import { atDonationLink } from "@/app/_web/api-places";
import { ownDonationAnswer, ownDonationSeen } from "@/app/_web/donation-answers";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/donations/{token}", {
  GET: atDonationLink({
    summary: "A donation without a book, by its private link. A claim's donation is part of its claim",
    answer: ownDonationAnswer,
    async handle({ ref }) {
      return { body: await ownDonationSeen(ref) };
    },
  }),
});
