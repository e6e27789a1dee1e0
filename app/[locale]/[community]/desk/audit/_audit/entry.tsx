import { role as roles } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskAuditWords } from "@/lib/core/i18n/messages/desk-audit";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { formatMoney } from "@/lib/core/money";
import { domainText } from "@/lib/identity/domains";
import type { AuditEntry } from "@/lib/reports/audit";

const FIELDS = ["fundName", "jarUrl", "iban", "edrpou"] as const;

/** What somebody did, in a sentence, and below it what changed. */
export function Entry({ locale, entry }: { locale: Locale; entry: AuditEntry }) {
  const t = deskAuditWords(locale);
  const { action, personName, campaignName, code, details } = entry;
  const values = {
    person: personName === null ? "—" : nameOf(locale, personName),
    campaign: campaignName ?? "—",
    code: code ?? "—",
    role: rolesText(locale, details.role),
    roles: rolesText(locale, details.roles),
    domain: domainText(String(details.domain ?? "")),
    host: String(details.host ?? ""),
    promo: String(details.name ?? ""),
    by: String(details.by ?? ""),
    contactDays: Number(details.contactDays ?? 0),
    proofDays: Number(details.proofDays ?? 0),
    raised:
      typeof details.raisedMinor === "number"
        ? formatMoney(details.raisedMinor, String(details.currency), locale)
        : "—",
    count: Number(details.booksExchanged ?? details.count ?? details.maxUses ?? details.uses ?? 0),
  };
  const changes = changesOf(locale, entry);
  return (
    <>
      <p>{t(`done.${action}`, values)}</p>
      {changes.map((change) => (
        <p key={change} className="muted small break">
          {change}
        </p>
      ))}
    </>
  );
}

function rolesText(locale: Locale, kept: unknown): string {
  const t = deskSettingsWords(locale);
  const held = String(kept ?? "").split(" ");
  return roles.enumValues
    .filter((role) => held.includes(role))
    .map((role) => t(`role.${role}`))
    .join(", ");
}

function changesOf(locale: Locale, { action, details }: AuditEntry): string[] {
  const t = deskAuditWords(locale);
  if (action === "campaign_changed") {
    const names = String(details.settings ?? "").split(" ");
    return [[...new Set(names.map((name) => settingText(locale, name)))].join(", ")];
  }
  if (action === "campaign_reopened") return [t("why", { reason: String(details.reason ?? "") })];
  if (!action.startsWith("requisites_")) return [];
  return FIELDS.filter((field) => field in details).map((field) => {
    const [before, after] = [details[`${field}From`], details[field]];
    const isChange = `${field}From` in details;
    return `${t(`requisites.${field}`)}: ${isChange ? `${before ?? "—"} → ` : ""}${after ?? "—"}`;
  });
}

/** Settings that came later than these words are others. */
function settingText(locale: Locale, name: string): string {
  const t = deskAuditWords(locale);
  const word = `settings.${name}`;
  return deskAuditWords.has(word) ? t(word) : t("settings.other");
}
