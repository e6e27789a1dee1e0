import { api } from "@/app/_web/api";
import { atWaitLink } from "@/app/_web/api-places";
import { waitAnswer, waitSeen } from "@/app/_web/wait-answer";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/waits/{token}", {
  GET: atWaitLink({
    summary: "A place in line, by its private link",
    answer: waitAnswer,
    async handle({ ref, locale }) {
      return { body: await waitSeen(ref, locale) };
    },
  }),
});
