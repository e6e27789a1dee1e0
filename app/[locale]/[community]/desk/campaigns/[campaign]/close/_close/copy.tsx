import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormField } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { instantIn } from "@/lib/core/zone";
import { OneTap } from "../../../../_parts/one-tap";
import { deskHref } from "../../../../_parts/place";
import { DAY_MS, localText } from "../../../../_parts/times";
import { copy, move } from "../actions";
import type { CloseProps } from "./parts";

const MONTH_DAYS = 30;

/** The next campaign from this one's settings, with the books that are left or without them. */
export function Copy({ desk, place, campaign, left, copies }: CloseProps) {
  const { locale } = desk;
  const t = deskClosingWords(locale);
  const words = deskSettingsWords(locale);
  return (
    <Card gap={4}>
      <h2>{t("copy.title")}</h2>
      {copies.length > 0 && (
        <section className="stack" data-gap="2" aria-labelledby="copies">
          <h3 id="copies">{t("copy.copies")}</h3>
          <ul className="closing-open">
            {copies.map(({ slug, name, status }) => (
              <li key={slug}>
                <span>
                  <Anchor href={deskHref({ ...desk.place, campaign: slug }, "settings")}>{name}</Anchor>{" "}
                  {status !== "closed" && <Badge>{words(`status.${status}`)}</Badge>}
                </span>
                {left.count > 0 && (
                  <OneTap action={move.bind(null, place)} fields={{ to: slug }} about={name}>
                    {t("copy.move")}
                  </OneTap>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="muted">{t("copy.lead")}</p>
      <CopyForm {...{ desk, place, campaign, left }} />
    </Card>
  );
}

function CopyForm({ desk, place, campaign, left }: Pick<CloseProps, "desk" | "place" | "campaign" | "left">) {
  const { locale, community, campaigns, now } = desk;
  const { timeZone } = community;
  const t = deskClosingWords(locale);
  const words = deskSettingsWords(locale);
  const at = (days: number) => `${localText(new Date(now.getTime() + days * DAY_MS), timeZone).slice(0, 10)}T09:00`;
  const taken = campaigns.map(({ slug }) => slug);
  return (
    <Form action={copy.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
      <div className="fields-two">
        <FormField label={words("name")} name="name" defaultValue={campaign.name} required />
        <FormField
          label={words("slug")}
          name="slug"
          defaultValue={nextSlug(campaign.slug, taken)}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <FormField label={words("opensAt")} name="opensAt" type="datetime-local" defaultValue={at(1)} required />
        <FormField
          label={words("closesAt")}
          name="closesAt"
          type="datetime-local"
          defaultValue={instantIn(at(1 + MONTH_DAYS), timeZone) ? at(1 + MONTH_DAYS) : ""}
          required
        />
      </div>
      {left.count > 0 && (
        <div className="stack" data-gap="1">
          <p className="hint">{t("copy.withHint")}</p>
          <FormCheck name="withLeftovers" defaultChecked>
            {t("copy.with", { count: left.count })}
          </FormCheck>
        </div>
      )}
      <div>
        <SubmitButton>{t("copy.submit")}</SubmitButton>
      </div>
    </Form>
  );
}

/** "sale" is followed by "sale-2", "sale-2" by "sale-3", as far as they are free. */
function nextSlug(slug: string, taken: readonly string[]): string {
  const [, stem = slug, number = "1"] = /^(.+?)-(\d{1,3})$/.exec(slug) ?? [];
  for (let nth = Number(number) + 1; nth < Number(number) + 100; nth++) {
    const next = `${stem.slice(0, 54)}-${nth}`;
    if (!taken.includes(next)) return next;
  }
  return "";
}
