import { Disclosure } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormSelect } from "@/app/_web/form";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { momentText } from "@/lib/core/i18n/moment";
import { Refusal } from "@/lib/core/refusal";
import type { StatementAccount } from "@/lib/donations/mono/personal";
import { bankHere, statementAccounts } from "@/lib/donations/statements/bank";
import { campaignFor } from "@/lib/donations/statements/import";
import { lastSync, type Sync } from "@/lib/donations/statements/sync";
import type { Desk } from "../../../_parts/open";
import { deskHref, type Place } from "../../../_parts/place";
import { chooseBankAccount, readBank } from "../actions";
import type { Say } from "./line-what";

export type BankSeen = {
  account: string | null;
  accounts: StatementAccount[];
  /** Why the accounts are not known. */
  refusal: string | undefined;
  sync: Sync | undefined;
};

/** What monobank can do for a campaign, or nothing where it is not connected. */
export async function loadBank({ actor, locale, now }: Desk, campaignId: string): Promise<BankSeen | undefined> {
  if (!(await bankHere())) return undefined;
  const [{ monoAccount }, sync] = await Promise.all([
    campaignFor(actor.communityId, campaignId),
    lastSync(actor, campaignId),
  ]);
  try {
    const accounts = await statementAccounts(actor, campaignId, now);
    return { account: monoAccount, accounts, refusal: undefined, sync };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { account: monoAccount, accounts: [], refusal: refusals(locale)(error.code, error.values), sync };
  }
}

/** Reading the account from monobank: which, how far, and how it ended. */
export function Bank({ say, place, bank }: { say: Say; place: Place; bank: BankSeen }) {
  const t = deskStatementWords(say.locale);
  const { account, accounts, refusal, sync } = bank;
  const isRunning = sync?.status === "running";
  const chosen = accounts.find(({ id }) => id === account);
  return (
    <div className="stack form-part" data-gap="3">
      <h3>{t("bank.title")}</h3>
      {isRunning && <Running say={say} place={place} sync={sync} />}
      {sync?.status === "failed" && (
        <Notice tone="bad">{t(sync.problem === "off" ? "bank.off" : "bank.refused")}</Notice>
      )}
      {account && !isRunning && (
        <div className="bulk">
          <Form action={readBank.bind(null, place)} gap={2}>
            <SubmitButton kind="quiet">{t("bank.read")}</SubmitButton>
          </Form>
          {chosen && <span className="small muted">{nameOf(chosen)}</span>}
          {sync?.status === "done" && <span className="small muted">{t("bank.done", { at: moment(sync.toAt) })} </span>}
        </div>
      )}
      {refusal && <p className="small muted">{refusal}</p>}
      {accounts.length > 0 && !account && choice()}
      {accounts.length > 1 && account && !isRunning && (
        <Disclosure summary={t("bank.other")} plain>
          {choice()}
        </Disclosure>
      )}
    </div>
  );

  function choice() {
    return (
      <Form action={chooseBankAccount.bind(null, place)} gap={2}>
        <div className="line-form" data-fields="1">
          <FormSelect
            label={t("bank.account")}
            name="account"
            defaultValue={account ?? accounts[0]?.id}
            options={accounts.map((each) => ({ value: each.id, label: nameOf(each) }))}
          />
          <SubmitButton kind="quiet" size="small">
            {t("bank.choose")}
          </SubmitButton>
        </div>
      </Form>
    );
  }

  function nameOf({ name, kind }: StatementAccount): string {
    return `${name} (${t(`bank.kind.${kind}`)})`;
  }

  function moment(at: Date): string {
    return momentText(at, say.timeZone, say.locale, say.now);
  }
}

function Running({ say, place, sync }: { say: Say; place: Place; sync: Sync }) {
  const t = deskStatementWords(say.locale);
  const whole = sync.toAt.getTime() - sync.fromAt.getTime();
  const far = sync.toAt.getTime() - sync.readTo.getTime();
  return (
    <div className="stack" data-gap="2" role="status">
      <p>{t("bank.running")}</p>
      <progress aria-label={t("bank.running")} value={far} max={whole} />
      <p className="small muted nums">
        {t("bank.progress", { at: momentText(sync.readTo, say.timeZone, say.locale, say.now) })} ·{" "}
        {t("bank.figures", { read: sync.linesRead, fresh: sync.linesNew })}
      </p>
      {sync.problem === "unreachable" && <p className="small">{t("bank.unreachable")}</p>}
      <div>
        <ButtonLink kind="quiet" size="small" href={deskHref(place, "money/statement")}>
          {t("bank.refresh")}
        </ButtonLink>
      </div>
    </div>
  );
}
