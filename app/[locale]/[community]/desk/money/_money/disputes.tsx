import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Desk } from "../../_parts/open";
import { MoneyCase } from "./money-case";

/** Money that donors' banks hold back: answered at the provider, in time. */
export function Disputes({ desk, campaign, rows }: { desk: Desk; campaign: PublicCampaign; rows: DeskDonation[] }) {
  const t = deskMoneyWords(desk.locale);
  return (
    <section className="stack" aria-labelledby="disputes">
      <div>
        <h2 id="disputes">
          {t("dispute.title")} <span className="task-count nums">{rows.length}</span>
        </h2>
        <p className="muted small">{t("dispute.lead")}</p>
      </div>
      <ul className="stack" data-gap="3">
        {rows.map((row) => (
          <MoneyCase key={row.code} desk={desk} campaign={campaign} row={row} isNext={false} />
        ))}
      </ul>
    </section>
  );
}
