import { Card, Pairs } from "@/app/_ui/blocks";
import { Countdown } from "@/app/_ui/countdown";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure } from "@/app/_web/form";
import type { Fund } from "@/lib/catalog/input";
import { personalSigns } from "@/lib/catalog/personal-requisites";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { findWaitingChange } from "@/lib/catalog/requisites";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskRequisitesWords } from "@/lib/core/i18n/messages/desk-requisites";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import { keepRequisites, saveRequisites } from "../actions";
import { FundFields } from "./fund-fields";

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaitingChange>>>;
type RequisitesProps = { desk: Desk; campaign: PublicCampaign; waiting: Waiting | undefined };

/** Where the money goes now, the change that waits with the way to stop it, and the form that asks for one. */
export function Requisites({ desk, campaign, waiting }: RequisitesProps) {
  const { locale, place } = desk;
  const t = deskRequisitesWords(locale);
  const isDraft = campaign.status === "draft";
  return (
    <section id="requisites" className="stack" aria-labelledby="requisites-title">
      <Card>
        <h2 id="requisites-title" className="part-title">
          {t("title")}
        </h2>
        <p className="muted small">{t(isDraft ? "leadDraft" : "lead")}</p>
        {waiting ? (
          <ChangeWaits desk={desk} campaign={campaign} waiting={waiting} />
        ) : (
          <>
            <FundPairs locale={locale} fund={campaign.fund} />
            <PersonalAdvice locale={locale} fund={campaign.fund} />
          </>
        )}
        <Form
          key={`${campaign.id} ${waiting?.id}`}
          action={saveRequisites.bind(null, place)}
          checkFields={deskWords(locale)("checkFields")}
        >
          <FormDisclosure summary={t("change")} plain gap={4}>
            <FundFields locale={locale} fund={waiting?.fund ?? campaign.fund} />
            <div>
              <SubmitButton kind="quiet">{t(isDraft ? "saveDraft" : "save")}</SubmitButton>
            </div>
          </FormDisclosure>
        </Form>
      </Card>
    </section>
  );
}

function ChangeWaits({ desk, campaign, waiting }: { desk: Desk; campaign: PublicCampaign; waiting: Waiting }) {
  const { locale, community, place, now } = desk;
  const t = deskRequisitesWords(locale);
  const site = siteWords(locale);
  const at = momentText(waiting.takesEffectAt, community.timeZone, locale, now);
  return (
    <>
      <Notice tone="wait">
        <p>
          <b>{t("waits", { at })}</b>
        </p>
        <p>
          {waiting.requestedByName === null
            ? t("waitsByOperator")
            : t("waitsBy", { name: nameOf(locale, waiting.requestedByName) })}{" "}
          {t("left")}:{" "}
          <Countdown
            until={waiting.takesEffectAt.toISOString()}
            fallback={at}
            words={{
              days: site("time.days"),
              hours: site("time.hours"),
              minutes: site("time.minutes"),
              seconds: site("time.seconds"),
              over: site("time.over"),
            }}
          />
        </p>
      </Notice>
      <div className="fields-two">
        <div className="stack" data-gap="2">
          <h3 className="task-title">{t("was")}</h3>
          <FundPairs locale={locale} fund={campaign.fund} isWhole />
        </div>
        <div className="stack" data-gap="2">
          <h3 className="task-title">{t("willBe")}</h3>
          <FundPairs locale={locale} fund={waiting.fund} isWhole />
        </div>
      </div>
      <PersonalAdvice locale={locale} fund={waiting.fund} />
      <OneTap action={keepRequisites.bind(null, place)} fields={{ change: waiting.id }} kind="danger">
        {t("cancel")}
      </OneTap>
    </>
  );
}

/** `isWhole` shows what is empty, too: beside the other it says what goes. */
function FundPairs({ locale, fund, isWhole }: { locale: Locale; fund: Fund; isWhole?: boolean }) {
  const t = deskRequisitesWords(locale);
  const none = isWhole ? t("none") : null;
  const jar = fund.jarUrl && <a href={fund.jarUrl}>{fund.jarUrl.replace(/^https:\/\//, "")}</a>;
  return (
    <Pairs
      items={[
        { name: t("name"), value: fund.name },
        { name: t("jarUrl"), value: jar || none },
        { name: t("iban"), value: fund.iban ? <span className="nums">{fund.iban}</span> : none },
        { name: t("edrpou"), value: fund.edrpou ? <span className="nums">{fund.edrpou}</span> : none },
      ]}
    />
  );
}

/** Advice, where requisites look like somebody's own. */
function PersonalAdvice({ locale, fund }: { locale: Locale; fund: Fund }) {
  const t = deskRequisitesWords(locale);
  const signs = personalSigns(fund);
  if (signs.length === 0) return null;
  return (
    <Notice>
      {signs.map((sign) => (
        <p key={sign}>{t(`personal.${sign}`)}</p>
      ))}
      <p>{t("personalAdvice")}</p>
    </Notice>
  );
}
