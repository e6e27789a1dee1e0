import type { ReactNode } from "react";
import { Icon } from "@/app/_ui/icon";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormCheck, FormChoices, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { plainAmount } from "@/lib/core/money";
import { cardProvidersFor, isTestMode } from "@/lib/donations/card/providers";
import { localText } from "../../_parts/times";
import { unitOf } from "../../money/_money/confirm-form";
import { FundFields } from "./fund-fields";

export type CampaignValues = Omit<
  PublicCampaign,
  "communityId" | "id" | "communityName" | "locale" | "goalMinor" | "defaultMinimumMinor"
> & { goalMinor: number | null; defaultMinimumMinor: number | null };

type CampaignFormProps = {
  locale: Locale;
  action: FormAction;
  campaign: CampaignValues;
  submit: string;
  isNew?: boolean;
};

/** Everything an organizer decides about a campaign; where its money goes only while it is new, for later that takes a day. */
export function CampaignForm({ locale, action, campaign, submit, isNew }: CampaignFormProps) {
  const t = deskSettingsWords(locale);
  const optional = siteWords(locale)("optional");
  const { timeZone } = campaign;
  const amount = (minor: number | null) => (minor === null ? "" : plainAmount(minor));
  return (
    <Form action={action} checkFields={deskWords(locale)("checkFields")} gap={5}>
      <Part title={t("about")}>
        <FormField label={t("name")} name="name" defaultValue={campaign.name} required />
        <div className="fields-two">
          <FormField
            label={t("slug")}
            hint={t("slugHint", { community: campaign.communitySlug })}
            name="slug"
            defaultValue={campaign.slug}
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          {campaign.status !== "closed" && (
            <FormSelect
              label={t("status.label")}
              hint={t("statusHint")}
              name="status"
              defaultValue={campaign.status}
              options={(["draft", "open"] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
            />
          )}
        </div>
        <FormTextArea
          label={t("description")}
          name="description"
          defaultValue={campaign.description}
          optional={optional}
        />
      </Part>
      {isNew && (
        <Part title={t("fund")} lead={t("fundLead")}>
          <FundFields locale={locale} fund={campaign.fund} prefix="fund." />
        </Part>
      )}
      <Part title={t("money")} lead={t("zone", { zone: timeZone })}>
        <div className="fields-two">
          <FormField
            label={t("goal")}
            name="goalMinor"
            inputMode="decimal"
            suffix={unitOf(campaign.currency)}
            defaultValue={amount(campaign.goalMinor)}
            required
          />
          <FormField
            label={t("minimum")}
            name="defaultMinimumMinor"
            inputMode="decimal"
            suffix={unitOf(campaign.currency)}
            defaultValue={amount(campaign.defaultMinimumMinor)}
            required
          />
          <FormField
            label={t("opensAt")}
            name="opensAt"
            type="datetime-local"
            defaultValue={localText(campaign.opensAt, timeZone)}
            required
          />
          <FormField
            label={t("closesAt")}
            name="closesAt"
            type="datetime-local"
            defaultValue={localText(campaign.closesAt, timeZone)}
            required
          />
        </div>
        <FormCheck name="allowsCash" defaultChecked={campaign.allowsCash}>
          {t("allowsCash")}
        </FormCheck>
        <CardChoice locale={locale} campaign={campaign} />
        <input type="hidden" name="currency" value={campaign.currency} />
      </Part>
      <Part title={t("rules")}>
        <div className="fields-two">
          <NumberField label={t("unverified")} name="unverifiedHoldMinutes" value={campaign.unverifiedHoldMinutes} />
          <NumberField label={t("guest")} name="guestHoldHours" value={campaign.guestHoldHours} />
          <NumberField label={t("member")} name="memberHoldHours" value={campaign.memberHoldHours} />
          <NumberField label={t("maxOpen")} name="maxOpenClaims" value={campaign.maxOpenClaims} />
          <NumberField label={t("confirmHours")} name="confirmHours" value={campaign.confirmHours} />
          <NumberField label={t("offerHours")} name="offerHours" value={campaign.offerHours} />
        </div>
      </Part>
      <Part title={t("places")}>
        <div className="fields-two">
          <FormTextArea
            label={t("pickupPoints")}
            hint={t("pickupHint")}
            name="pickupPoints"
            defaultValue={campaign.pickupPoints.join("\n")}
            optional={optional}
          />
          <FormTextArea
            label={t("topics")}
            hint={t("topicsHint")}
            name="topics"
            defaultValue={campaign.topics.join("\n")}
            optional={optional}
          />
        </div>
        <FormTextArea
          label={t("notAccepted")}
          hint={t("notAcceptedHint")}
          name="notAccepted"
          defaultValue={campaign.notAccepted}
          optional={optional}
        />
      </Part>
      <div>
        <SubmitButton>{submit}</SubmitButton>
      </div>
    </Form>
  );
}

/** Who takes cards. Where nobody can, nothing is said of cards, and a choice made before is kept for when somebody can again. */
function CardChoice({ locale, campaign: { cards, currency } }: Pick<CampaignFormProps, "locale" | "campaign">) {
  const t = deskSettingsWords(locale);
  const providers = cardProvidersFor(currency);
  if (providers.length === 0) return <input type="hidden" name="cards" value={cards ?? ""} />;
  const offered = ["", ...providers] as const;
  return (
    <div className="stack" data-gap="2">
      <FormChoices
        legend={t("cards.label")}
        hint={t("cards.hint")}
        name="cards"
        chosen={cards && providers.includes(cards) ? cards : ""}
        options={offered.map((value) => ({ value, label: t(`cards.${value || "none"}`) }))}
      />
      {providers.includes("stripe") && isTestMode({ cards: "stripe" }) && (
        <p className="row small" data-gap="2" data-nowrap>
          <Icon name="warn" />
          {t("cards.test")}
        </p>
      )}
    </div>
  );
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

function NumberField({ label, name, value }: { label: string; name: string; value: number }) {
  return <FormField label={label} name={name} inputMode="numeric" defaultValue={String(value)} required />;
}
