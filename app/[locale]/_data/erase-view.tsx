import { ButtonLink } from "@/app/_ui/button";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { whatIsKept } from "@/lib/privacy/kept";
import { eraseAction } from "./actions";
import { Prove } from "./data-view";
import { FreeBooks, NotYet, WhatGoes } from "./what-goes";
import { type DataAt, dataPath, pathWithoutLocale, whoseData } from "./whose";

/** The last page before somebody's data goes: what goes, what stays, and one more yes. */
export async function EraseView({ locale, at }: { locale: Locale; at: DataAt }) {
  const whose = await whoseData(locale, at);
  const { actor, communitySlug, isProved } = whose;
  const t = ownDataWords(locale);
  const kept = isProved ? await whatIsKept(actor, actor.personId) : undefined;
  return (
    <Shell locale={locale} path={`${pathWithoutLocale(at)}/erase`} community={communitySlug}>
      <Body width="text" gap={5}>
        <h1>{t("confirm.title")}</h1>
        {!kept && <Prove locale={locale} whose={whose} />}
        {kept && <WhatGoes locale={locale} community={kept.community} />}
        {kept && kept.underWay.length > 0 && <NotYet locale={locale} underWay={kept.underWay} />}
        {kept && kept.underWay.length === 0 && (
          <Form action={eraseAction.bind(null, locale, at)} checkFields={deskWords(locale)("checkFields")}>
            <FreeBooks locale={locale} free={kept.free} own />
            <FormCheck name="sure">{t("confirm.understand")}</FormCheck>
            <div className="row">
              <SubmitButton kind="danger">{t("confirm.submit")}</SubmitButton>
              <ButtonLink kind="plain" href={dataPath(locale, at)}>
                {t("confirm.back")}
              </ButtonLink>
            </div>
          </Form>
        )}
        {kept && kept.underWay.length > 0 && (
          <div>
            <ButtonLink kind="quiet" href={dataPath(locale, at)}>
              {t("confirm.back")}
            </ButtonLink>
          </div>
        )}
      </Body>
    </Shell>
  );
}
