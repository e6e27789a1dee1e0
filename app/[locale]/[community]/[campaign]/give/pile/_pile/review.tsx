import { Card, Disclosure, Facts } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { fieldErrorsOf } from "@/app/_web/run-form";
import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import type { Reviewed } from "@/lib/catalog/pile/list";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { pileAction } from "../actions";
import { FillIn } from "./fill-in";
import { doneText } from "./finished";
import { ForAllFields } from "./for-all";
import { PAGE_ROWS } from "./pages";
import { Publishing } from "./publishing";
import { PileRowCard } from "./row-card";

type PileReviewProps = {
  locale: Locale;
  campaign: PublicCampaign;
  query: Record<string, string>;
  name: string;
  reviewed: Reviewed;
};

/** All books of a pile, each to be looked at, changed and ticked; nothing is listed until that is confirmed. */
export function PileReview({ locale, campaign, query, name, reviewed }: PileReviewProps) {
  const t = pileWords(locale);
  const { pile, rows, counts, unheard, errors } = reviewed;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1));
  const start = (page - 1) * PAGE_ROWS;
  const isChecked = query.checked === "1";
  const number = (count: number) => numberText(count, locale);
  const at = { community: campaign.communitySlug, campaign: campaign.slug };
  const ask = new URLSearchParams({ pile: name, locale });
  const address = `/api/pile/${at.community}/${at.campaign}?${ask}`;
  return (
    <>
      <h1>{t("review")}</h1>
      {query.done && (
        <Notice tone={Number(query.done) > 0 ? "good" : "wait"}>{doneText(locale, Number(query.done))}</Notice>
      )}
      {isChecked && errors.size > 0 && <Notice tone="bad">{t("wrong", { count: errors.size })}</Notice>}
      <Card gap={3}>
        <Facts
          items={[
            { name: t("counts.found"), value: number(counts.found + counts.typed) },
            { name: t("counts.notFound"), value: number(counts.notFound) },
            { name: t("counts.twice"), value: number(counts.again + counts.copy) },
            { name: t("counts.invalid"), value: number(counts.invalid) },
            ...(counts.listed > 0 ? [{ name: t("counts.listed"), value: number(counts.listed) }] : []),
          ]}
        />
        {counts.listed === 0 && <p>{t("nothingYet")}</p>}
        <p className="muted small">{t("kept")}</p>
      </Card>
      <FillIn key={`${name} ${rows.length}`} address={address} isNeeded={unheard.length > 0}>
        <Form key={pile.revision} action={pileAction.bind(null, locale, at, name, page)} gap={4}>
          {/* what Enter presses in a field: it only keeps what was typed */}
          <button type="submit" name="step" value="keep" className="hidden-text" tabIndex={-1} aria-hidden="true" />
          {unheard.length > 0 && (
            <div className="pile-refresh stack" data-gap="2">
              <p className="muted small">{t("refreshHint")}</p>
              <div>
                <SubmitButton kind="quiet" size="small" name="step" value="refresh">
                  {t("refresh")}
                </SubmitButton>
              </div>
            </div>
          )}
          <ForAllFields {...{ locale, campaign }} forAll={pile.forAll} />
          <ol className="pile-rows" start={start + 1}>
            {rows.slice(start, start + PAGE_ROWS).map((row, nth) => {
              const error = isChecked ? errors.get(row.key) : undefined;
              return (
                <PileRowCard
                  key={row.key}
                  {...{ locale, campaign, row }}
                  number={start + nth + 1}
                  errors={error ? fieldErrorsOf(error, locale) : {}}
                />
              );
            })}
          </ol>
          {pages > 1 && (
            <div className="pile-pages">
              <span className="nums small">
                {t("page", { from: start + 1, to: Math.min(start + PAGE_ROWS, rows.length), total: rows.length })}
              </span>
              {page > 1 && (
                <SubmitButton kind="quiet" size="small" name="step" value={`page-${page - 1}`}>
                  {t("previous")}
                </SubmitButton>
              )}
              {page < pages && (
                <SubmitButton kind="quiet" size="small" name="step" value={`page-${page + 1}`}>
                  {t("next")}
                </SubmitButton>
              )}
            </div>
          )}
          <div className="pile-publish stack" data-gap="3">
            <p className="muted small">{t("publishHint")}</p>
            <SubmitButton size="large" wide name="step" value="publish">
              {t("publish")}
            </SubmitButton>
            <Publishing address={`${address}&total=${counts.taken}&since=${counts.listed}`} total={counts.taken}>
              {t("publishing")}
            </Publishing>
            <div className="row">
              <SubmitButton kind="quiet" name="step" value="more">
                {t("more")}
              </SubmitButton>
              <Disclosure summary={t("drop")} plain>
                <SubmitButton kind="danger" size="small" name="step" value="drop">
                  {t("drop")}
                </SubmitButton>
              </Disclosure>
            </div>
          </div>
        </Form>
      </FillIn>
    </>
  );
}
