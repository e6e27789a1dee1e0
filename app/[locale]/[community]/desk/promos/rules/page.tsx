import type { Metadata } from "next";
import { Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { RULE_NAMES } from "@/lib/promos/check/specs";
import { listLeads, listRules } from "@/lib/promos/placements/settings";
import { DeskFrame } from "../../_parts/frame";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { localText } from "../../_parts/times";
import { networkName } from "../../links/_links/names";
import { formatName } from "../[promo]/placements/_placements/names";
import { RuleRow } from "./_rules/rule-row";
import { saveLead } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/rules">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("rules"), robots: { index: false } };
}

/** By which rules content is checked, where they are from, and how early each network needs it. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "promos.manage", "promos/rules");
  const { locale, place, actor, query, community, now } = desk;
  const t = placementWords(locale);
  const [leads, formats] = await Promise.all([listLeads(actor), listRules(actor)]);
  const today = localText(now, community.timeZone).slice(0, 10);
  return (
    <DeskFrame
      desk={desk}
      section="promos"
      path="promos/rules"
      title={t("rules")}
      above={[{ name: promoWords(locale)("title"), href: deskHref(place, "promos") }]}
    >
      <section className="stack" aria-labelledby="hours" data-gap="3">
        <h2 id="hours">{t("rule.hours")}</h2>
        <p className="muted">{t("rule.hoursLead")}</p>
        <div className="lead-hours">
          {[...leads].map(([network, hours]) => (
            <Form key={`${network} ${hours}`} action={saveLead.bind(null, place)} gap={2}>
              <input type="hidden" name="network" value={network} />
              <FormField
                label={t("rule.hoursOf", { network: networkName(network, locale) })}
                name="leadHours"
                inputMode="numeric"
                defaultValue={String(hours)}
                required
              />
              <SubmitButton kind="quiet" size="small">
                {t("rule.saveHours")}
                <span className="hidden-text">: {networkName(network, locale)}</span>
              </SubmitButton>
            </Form>
          ))}
        </div>
      </section>
      <section className="stack" aria-labelledby="rules" data-gap="3">
        <h2 id="rules">{t("rules")}</h2>
        <p className="muted">{t("rule.lead")}</p>
        {formats.map(({ network, format, rules, changed }) => (
          <Disclosure
            key={`${network}/${format}`}
            open={query.rule === `${network}/${format}`}
            summary={t("rule.of", { network: networkName(network, locale), format: formatName(format, locale) })}
          >
            <ul className="rule-rows">
              {RULE_NAMES.map((name) => {
                const rule = rules[name];
                return (
                  rule && (
                    <RuleRow
                      key={`${name} ${rule.value} ${rule.level}`}
                      {...{ locale, place, name, rule, today }}
                      at={{ network, format }}
                      isOwn={changed.has(name)}
                    />
                  )
                );
              })}
            </ul>
          </Disclosure>
        ))}
      </section>
    </DeskFrame>
  );
}
