import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import type { Community } from "@/db/schema";
import type { listOwnWaits } from "@/lib/claims/waiting/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { linkToken } from "@/lib/identity/links";
import { leaveLineAction } from "./line-actions";

type MyWaitsProps = { locale: Locale; community: Community; waits: Awaited<ReturnType<typeof listOwnWaits>> };

/** The books somebody waits for, with the one that is kept for them on top. */
export function MyWaits({ locale, community, waits }: MyWaitsProps) {
  const t = waitWords(locale);
  if (waits.length === 0) return null;
  return (
    <section className="stack" data-gap="3">
      <h2>{t("me.title")}</h2>
      <ul className="own-list">
        {waits.map((wait) => {
          const href = `/${locale}/waits/${linkToken("wait", community.id, wait.id)}`;
          return (
            <li key={wait.id}>
              <div className="stack" data-gap="1">
                <Anchor href={href}>{wait.bookTitle}</Anchor>
                <span className="muted small">
                  {wait.offerEndsAt
                    ? t("me.until", { until: momentText(wait.offerEndsAt, community.timeZone, locale) })
                    : t("me.place", { ahead: wait.ahead })}
                </span>
              </div>
              <div className="nowrap">
                {wait.status === "offered" ? (
                  <ButtonLink size="small" href={href}>
                    {t("me.claim")}
                    <span className="hidden-text"> {wait.bookTitle}</span>
                  </ButtonLink>
                ) : (
                  <Form action={leaveLineAction.bind(null, locale, community.slug, wait.id)} gap={2}>
                    <SubmitButton kind="plain" size="small">
                      {t("me.leave")}
                      <span className="hidden-text"> {wait.bookTitle}</span>
                    </SubmitButton>
                  </Form>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
