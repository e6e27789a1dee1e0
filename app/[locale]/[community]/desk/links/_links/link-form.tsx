import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormChoices, FormField, FormSelect } from "@/app/_web/form";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { plainAmount } from "@/lib/core/money";
import { CONTENTS, MEDIUMS, NETWORKS } from "@/lib/referrals/vocabulary";
import { localText } from "../../_parts/times";
import { unitOf } from "../../money/_money/confirm-form";
import { linkName, networkName, placementName, readTargetKind, TARGETS } from "./names";

type LinkFormProps = {
  locale: Locale;
  action: FormAction;
  campaign: PublicCampaign;
  /** The campaign's links: what has been used is suggested, and others can be led to. */
  links: readonly Link[];
  books: readonly { code: string; title: string }[];
  hosts: readonly string[];
  /** The one that is changed. */
  link?: Link;
};

/** Where a link stands, where it leads, how it looks, and how long it is good for. */
export function LinkForm({ locale, action, campaign, links, books, hosts, link }: LinkFormProps) {
  const t = deskLinkWords(locale);
  const optional = siteWords(locale)("optional");
  const id = (list: string) => `${list}-${link?.code ?? "new"}`;
  const target = link ? readTargetKind(link.target, campaign) : { kind: "catalog", book: "" };
  const others = links.filter((other) => other.id !== link?.id);
  return (
    <Form action={action} checkFields={deskWords(locale)("checkFields")} gap={5}>
      <Part title={t("form.where")} lead={t("form.whereLead")}>
        <div className="fields-two">
          <FormField
            {...TAG}
            label={t("form.network")}
            hint={t("form.networkHint")}
            name="network"
            list={id("networks")}
            defaultValue={link?.network}
            required
          />
          <FormField
            {...TAG}
            label={t("form.content")}
            hint={t("form.contentHint")}
            name="content"
            list={id("contents")}
            defaultValue={link?.content}
            required
          />
          <FormSelect
            label={t("form.medium")}
            name="medium"
            defaultValue={link?.medium ?? "social"}
            options={[...new Set([...MEDIUMS, ...(link ? [link.medium] : [])])].map((value) => ({
              value,
              label: mediumName(value, locale),
            }))}
          />
          <FormField
            {...TAG}
            label={t("form.tag")}
            hint={t("form.tagHint")}
            optional={optional}
            name="tag"
            list={id("tags")}
            defaultValue={link?.tag}
          />
        </div>
        <datalist id={id("networks")}>
          {[...new Set([...NETWORKS, ...links.map(({ network }) => network)])].map((value) => (
            <option key={value} value={value}>
              {networkName(value, locale)}
            </option>
          ))}
        </datalist>
        <datalist id={id("contents")}>
          {suggestedContents(links).map((value) => (
            <option key={value} value={value}>
              {placementName(value, locale)}
            </option>
          ))}
        </datalist>
        <datalist id={id("tags")}>
          {[...new Set(links.map(({ tag }) => tag))].map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      </Part>
      <Part title={t("form.whither")}>
        <div className="link-target stack" data-gap="4">
          <FormChoices
            legend={t("form.page")}
            name="page"
            chosen={target.kind}
            options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
          />
          <div className="for-book">
            <FormField
              {...TAG}
              label={t("form.book")}
              hint={t("form.bookHint")}
              name="book"
              list={id("books")}
              defaultValue={target.book}
            />
            <datalist id={id("books")}>
              {books.map(({ code, title }) => (
                <option key={code} value={code}>
                  {title}
                </option>
              ))}
            </datalist>
          </div>
          <div className="for-address">
            <FormField
              {...TAG}
              maxLength={1_000}
              inputMode="url"
              label={t("form.address")}
              hint={hosts.length > 0 ? t("form.addressHint", { hosts: hosts.join(", ") }) : t("form.addressHintNone")}
              name="target"
              defaultValue={target.kind === "address" ? link?.target : undefined}
            />
          </div>
        </div>
        {others.length > 0 && (
          <FormSelect
            label={t("form.hop")}
            hint={t("form.hopHint")}
            name="hopOf"
            defaultValue={link?.hopOf ?? ""}
            options={[
              { value: "", label: t("form.noHop") },
              ...others.map((other) => ({ value: other.id, label: `${linkName(other, locale)} (/r/${other.code})` })),
            ]}
          />
        )}
      </Part>
      <Part title={t("form.look")} lead={t("form.lookLead")}>
        <div className="fields-two">
          <FormField
            label={t("form.name")}
            hint={t("form.nameHint")}
            optional={optional}
            name="title"
            maxLength={200}
            defaultValue={link?.title}
          />
          <FormField
            {...TAG}
            maxLength={500}
            label={t("form.picture")}
            hint={t("form.pictureHint")}
            optional={optional}
            name="pictureUrl"
            defaultValue={link?.pictureUrl ?? ""}
          />
        </div>
      </Part>
      <Part title={t("form.limits")}>
        <div className="fields-two">
          <FormField
            label={t("form.expires")}
            hint={t("form.expiresHint", { zone: campaign.timeZone })}
            optional={optional}
            name="expiresAt"
            type="datetime-local"
            defaultValue={link?.expiresAt ? localText(link.expiresAt, campaign.timeZone) : ""}
          />
          <FormField
            label={t("form.cost")}
            hint={t("form.costHint")}
            optional={optional}
            name="costMinor"
            inputMode="decimal"
            suffix={unitOf(campaign.currency)}
            defaultValue={link && link.costMinor > 0 ? plainAmount(link.costMinor) : ""}
          />
        </div>
      </Part>
      <div>
        <SubmitButton>{t(link ? "form.save" : "form.create")}</SubmitButton>
      </div>
    </Form>
  );
}

const TAG = { autoCapitalize: "none", autoComplete: "off", spellCheck: false, maxLength: 80 } as const;

function mediumName(medium: string, locale: Locale): string {
  const word = `medium.${medium}`;
  return deskLinkWords.has(word) ? `${medium} — ${deskLinkWords(locale)(word)}` : medium;
}

/** The next number of each usual placement: story-5 after story-4. */
function suggestedContents(links: readonly Link[]): string[] {
  return CONTENTS.map((kind) => {
    const used = links.map(
      ({ content }) => Number(content.startsWith(`${kind}-`) && content.slice(kind.length + 1)) || 0,
    );
    return `${kind}-${Math.max(0, ...used) + 1}`;
  });
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="form-part">
      <legend className="part-title">{title}</legend>
      {lead && <p className="muted small">{lead}</p>}
      {children}
    </fieldset>
  );
}
