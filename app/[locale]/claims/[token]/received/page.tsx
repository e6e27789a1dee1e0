import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { notYetAction, receivedAction } from "@/app/[locale]/_handover/actions";
import { findHandoverView } from "@/lib/claims/handovers/queries";
import { claimByToken } from "@/lib/claims/queries";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";

export const instant = false;

type Params = PageProps<"/[locale]/claims/[token]/received">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const t = handoverWords(await localeOf(params));
  return { title: t("received.title"), robots: { index: false, follow: false } };
}

/** Where the letter that asks leads: the answer is a button, because mail programs open links by themselves. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const found = await claimByToken(token);
  if (!found) notFound();
  const view = await findHandoverView(found.actor, found.ref);
  const isNo = (await searchParams).answer === "no";
  const t = handoverWords(locale);
  const at = { claim: token };
  const own = `/${locale}/claims/${token}`;
  const yes = (
    <Form key="yes" action={receivedAction.bind(null, locale, at)}>
      <SubmitButton wide size="large" kind={isNo ? "quiet" : "main"}>
        {t("received.yes")}
      </SubmitButton>
    </Form>
  );
  const no = (
    <Form key="no" action={notYetAction.bind(null, locale, at)}>
      <SubmitButton wide size="large" kind={isNo ? "main" : "quiet"}>
        {t("received.no")}
      </SubmitButton>
    </Form>
  );
  return (
    <Shell locale={locale} path={`/claims/${token}/received`} community={view?.communitySlug}>
      <Body width="text">
        <h1>{t("received.title")}</h1>
        <Card raised gap={4}>
          {view && <h2>{view.bookTitle}</h2>}
          {view?.claimStatus === "confirmed" ? (
            <>
              {isNo ? [no, yes] : [yes, no]}
              <p className="muted small">{t("received.noText")}</p>
            </>
          ) : (
            <p>{t(view?.claimStatus === "fulfilled" ? "received.done" : "received.nothing")}</p>
          )}
          <p>
            <Anchor href={own}>{t("received.open")}</Anchor>
          </p>
        </Card>
      </Body>
    </Shell>
  );
}
