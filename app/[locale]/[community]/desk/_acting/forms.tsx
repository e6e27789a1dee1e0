import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormChoices, FormDisclosure, FormField, FormSelect } from "@/app/_web/form";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { actingWords } from "@/lib/core/i18n/messages/desk-acting";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { plainAmount } from "@/lib/core/money";
import type { Place } from "../_parts/place";
import { unitOf } from "../money/_money/confirm-form";
import { extend, reassign, reserveFor } from "./actions";

const EXTENSIONS = [12, 24, 48, 72];

type OfClaim = { locale: Locale; place: Place; code: string };

/** More time for a hold, behind a line. */
export function ExtendForm({ locale, place, code }: OfClaim) {
  const t = actingWords(locale);
  return (
    <Folded locale={locale} action={extend.bind(null, place)} fields={{ code }} open={t("extend.open")} about={code}>
      <FormSelect
        label={t("extend.hours")}
        name="hours"
        defaultValue="24"
        options={EXTENSIONS.map((hours) => ({ value: String(hours), label: t("extend.option", { hours }) }))}
      />
      <Reason locale={locale} />
      <Send about={code}>{t("extend.submit")}</Send>
    </Folded>
  );
}

/** Another person has the book instead. */
export function ReassignForm({ locale, place, code }: OfClaim) {
  const t = actingWords(locale);
  return (
    <Folded
      locale={locale}
      action={reassign.bind(null, place)}
      fields={{ code }}
      open={t("reassign.open")}
      about={code}
    >
      <p className="small">{t("reassign.lead")}</p>
      <Who locale={locale} />
      <Reason locale={locale} />
      <Send about={code}>{t("reassign.submit")}</Send>
    </Folded>
  );
}

type ReserveForProps = {
  locale: Locale;
  place: Place;
  campaign: PublicCampaign;
  book: { code: string; minimumMinor: number; currency: string };
};

/** A reservation for somebody who called. */
export function ReserveForForm({ locale, place, campaign, book }: ReserveForProps) {
  const t = actingWords(locale);
  const methods = ["transfer" as const, ...(campaign.allowsCash ? (["cash"] as const) : [])];
  return (
    <Folded
      locale={locale}
      action={reserveFor.bind(null, place)}
      fields={{ book: book.code }}
      open={t("phoneClaim.open")}
    >
      <p className="small">{t("phoneClaim.lead")}</p>
      <Who locale={locale} />
      <FormField
        label={t("phoneClaim.amount")}
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        suffix={unitOf(book.currency)}
        defaultValue={plainAmount(book.minimumMinor)}
        required
      />
      {methods.length > 1 && (
        <FormChoices
          legend={t("phoneClaim.method")}
          name="method"
          chosen="transfer"
          options={methods.map((method) => ({ value: method, label: catalogWords(locale)(`claim.${method}`) }))}
        />
      )}
      <Reason locale={locale} hint="reasonStays" />
      <Send>{t("phoneClaim.submit")}</Send>
    </Folded>
  );
}

type FoldedProps = {
  locale: Locale;
  action: FormAction;
  fields: Record<string, string>;
  open: string;
  about?: string;
  children: ReactNode;
};

function Folded({ locale, action, fields, open, about, children }: FoldedProps) {
  return (
    <Form action={action} gap={2} checkFields={deskWords(locale)("checkFields")}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormDisclosure
        plain
        gap={3}
        summary={
          <>
            {open}
            {about && <span className="hidden-text"> {about}</span>}
          </>
        }
      >
        {children}
      </FormDisclosure>
    </Form>
  );
}

function Who({ locale }: { locale: Locale }) {
  const t = actingWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <>
      <FormField label={t("name")} name="name" autoComplete="off" required maxLength={120} />
      <FormField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="off"
        optional={optional}
        hint={t("contactHint")}
      />
      <FormField label={t("phone")} name="phone" type="tel" autoComplete="off" optional={optional} />
    </>
  );
}

function Reason({ locale, hint = "reasonHint" }: { locale: Locale; hint?: "reasonHint" | "reasonStays" }) {
  return (
    <FormField
      label={deskWords(locale)("reason")}
      hint={actingWords(locale)(hint)}
      name="reason"
      required
      maxLength={500}
    />
  );
}

function Send({ children, about }: { children: ReactNode; about?: string }) {
  return (
    <div>
      <SubmitButton kind="quiet" size="small">
        {children}
        {about && <span className="hidden-text"> {about}</span>}
      </SubmitButton>
    </div>
  );
}
