import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}", {
  GET: atClaimLink({
    summary: "A claim, by its private link",
    answer: claimAnswer,
    async handle({ ref, locale }) {
      return { body: await claimSeen(ref, locale) };
    },
  }),
});
