import type { Metadata } from "next";
import { Card, Pairs } from "@/app/_ui/blocks";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { FreeBooks, NotYet, WhatGoes } from "@/app/[locale]/_data/what-goes";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { Refusal } from "@/lib/core/refusal";
import { emailInput } from "@/lib/identity/input";
import { type Kept, personByAddress, whatIsKept } from "@/lib/privacy/kept";
import { DeskFrame } from "../../_parts/frame";
import { type Desk, openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { erase } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/people/erase">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: ownDataWords(await localeOf(params))("desk.title"), robots: { index: false } };
}

/** Erases somebody who asked for it: found by their address, or come from the list of members. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "people.manage", "people/erase");
  const { locale, place, query } = desk;
  const t = ownDataWords(locale);
  const found = await personOf(desk);
  return (
    <DeskFrame
      desk={desk}
      section="people"
      path="people/erase"
      title={t("desk.title")}
      above={[{ name: deskSettingsWords(locale)("people.title"), href: deskHref(place, "people") }]}
    >
      <p>{t("desk.lead")}</p>
      <form className="stack" data-gap="3" action={deskHref(place, "people/erase")}>
        <Field label={t("desk.email")} name="email" type="email" defaultValue={query.email} required />
        <div>
          <Button type="submit" kind="quiet">
            {t("desk.find")}
          </Button>
        </div>
      </form>
      {!found && (query.email || query.person) && <Notice>{t("desk.nobody")}</Notice>}
      {found && <Confirm desk={desk} personId={found.personId} kept={found.kept} />}
    </DeskFrame>
  );
}

function Confirm({ desk: { locale, place, community }, personId, kept }: { desk: Desk; personId: string; kept: Kept }) {
  const t = ownDataWords(locale);
  return (
    <Card gap={4}>
      <h2>{t("confirm.person", { name: kept.name })}</h2>
      <Pairs
        items={[
          { name: t("kept.email"), value: kept.email },
          ...(["books", "claims", "donations", "waits"] as const).map((name) => ({
            name: t(`kept.${name}`),
            value: kept.counts[name] || null,
          })),
        ]}
      />
      <WhatGoes locale={locale} community={community.name} />
      {kept.underWay.length > 0 ? (
        <NotYet locale={locale} underWay={kept.underWay} />
      ) : (
        <Form
          action={erase.bind(null, { ...place, back: "people" }, personId)}
          checkFields={deskWords(locale)("checkFields")}
        >
          <FreeBooks locale={locale} free={kept.free} own={false} />
          <FormCheck name="sure">{t("confirm.understand")}</FormCheck>
          <div className="row">
            <SubmitButton kind="danger">{t("confirm.submit")}</SubmitButton>
            <ButtonLink kind="plain" href={deskHref(place, "people")}>
              {t("confirm.back")}
            </ButtonLink>
          </div>
        </Form>
      )}
    </Card>
  );
}

async function personOf({ actor, query }: Desk): Promise<{ personId: string; kept: Kept } | undefined> {
  const email = emailInput.safeParse(query.email ?? "");
  const isId = /^[0-9a-f-]{36}$/.test(query.person ?? "");
  const personId = isId ? query.person : email.success ? await personByAddress(actor, email.data) : undefined;
  if (!personId) return undefined;
  try {
    return { personId, kept: await whatIsKept(actor, personId) };
  } catch (error) {
    if (error instanceof Refusal) return undefined; // not there, or erased already
    throw error;
  }
}
