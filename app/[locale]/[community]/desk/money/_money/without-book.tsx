import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormChoices, FormField, FormSelect } from "@/app/_web/form";
import { donationDecision } from "@/db/schema";
import { bookListInput } from "@/lib/catalog/input";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Desk } from "../../_parts/open";
import { ago } from "../../_parts/times";
import { decide } from "../actions";
import { RefundsSeen } from "./refunds-seen";
import { bookTitle, DonorLink } from "./whose";

const OFFERED_MAX = 100;

type WithoutBookProps = { desk: Desk; campaign: PublicCampaign; rows: DeskDonation[] };

/** Money whose book had gone: a person decides, together with the donor. */
export async function WithoutBook({ desk, campaign, rows }: WithoutBookProps) {
  const { locale, place, now } = desk;
  const t = deskMoneyWords(locale);
  const { filters, page } = bookListInput.parse({ available: "true", sort: "title", limit: OFFERED_MAX });
  const free = await listBooks({ communityId: campaign.communityId, campaignId: campaign.id }, filters, page, now);
  const offers = free.items.map(({ code, title, authors }) => ({
    value: code,
    label: [title, authors.join(", ")].filter(Boolean).join(" — "),
  }));
  return (
    <section className="stack" aria-labelledby="without-book">
      <div>
        <h2 id="without-book">
          {t("without.title")} <span className="task-count nums">{rows.length}</span>
        </h2>
        <p className="muted small">{t("without.lead")}</p>
      </div>
      <ul className="stack" data-gap="3">
        {rows.map((row) => (
          <li key={row.code} className="case">
            <div className="case-what">
              <div className="case-head">
                <span className="code">{row.code}</span>
                <span className="case-amount">
                  {formatMoney(row.confirmation?.amountMinor ?? row.pledgedMinor, row.currency, locale)}
                </span>
              </div>
              <p className="task-name">{bookTitle(locale, row)}</p>
              <p className="task-meta">
                <span>
                  <DonorLink locale={locale} row={row} />
                </span>
                <span>{ago(row.confirmation?.at ?? row.since, now, locale)}</span>
                <Badge>{t(`method.${row.method}`)}</Badge>
              </p>
              <RefundsSeen desk={desk} row={row} />
            </div>
            <Form
              action={decide.bind(null, { ...place, back: "money" })}
              checkFields={deskWords(locale)("checkFields")}
              gap={3}
            >
              <input type="hidden" name="code" value={row.code} />
              <FormChoices
                legend={t("without.decision")}
                name="decision"
                options={donationDecision.enumValues.map((value) => ({
                  value,
                  label: t(value === "refund" && row.method === "card" ? "without.refundCard" : `without.${value}`),
                }))}
              />
              <div className="fields-two">
                {free.nextCursor ? (
                  <FormField label={t("without.otherBook")} hint={t("without.otherHint")} name="book" />
                ) : (
                  <FormSelect
                    label={t("without.otherBook")}
                    hint={t("without.otherHint")}
                    name="book"
                    options={[{ value: "", label: t("without.otherNone") }, ...offers]}
                  />
                )}
                <FormField
                  label={t("without.note")}
                  name="reason"
                  optional={siteWords(locale)("optional")}
                  maxLength={500}
                />
              </div>
              <div>
                <SubmitButton size="small">
                  {t("without.submit")}
                  <span className="hidden-text"> {row.code}</span>
                </SubmitButton>
              </div>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
