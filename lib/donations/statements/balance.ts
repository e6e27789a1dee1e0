import { sql } from "@/db/client";
import { type Actor, requirePermission } from "@/lib/identity/actor";

export type Tally = { count: number; sumMinor: number };
/**
 * What the catalog has by bank transfers beside what came to the account, in minor units. The difference is exactly the open lines,
 * less the transfers no line shows, plus what the lines are more than their transfers. Cash and cards are none of it; money that
 * went out or was set aside stands apart.
 */
export type StatementBalance = {
  catalogMinor: number;
  bankMinor: number;
  differenceMinor: number;
  /** Lines that came in and nobody has matched. */
  open: Tally;
  /** Transfers that no line shows. */
  loose: Tally;
  /** Lines matched to a transfer of another sum, by how much they are more. */
  uneven: Tally;
  matched: Tally;
  setAside: Tally;
  outgoing: Tally;
  /** The time the lines are of, or none without lines. */
  from: Date | null;
  to: Date | null;
};

type Row = Record<string, string | Date | null>;

/** How a campaign's catalog and its account stand to each other. Refuses `identity.notAllowed`. */
export async function statementBalance(actor: Actor, campaignId: string): Promise<StatementBalance> {
  requirePermission(actor, "money.see");
  const { communityId } = actor;
  const [row] = await sql<Row[]>`
    with standing as (
      select transfer_id, sum(case kind when 'donation' then amount_minor else -amount_minor end) as minor
      from ledger_entries
      where community_id = ${communityId} and campaign_id = ${campaignId}
        and transfer_id is not null and kind in ('donation', 'undo')
      group by transfer_id
      having sum(case kind when 'donation' then amount_minor else -amount_minor end) <> 0
    ), line as (
      select line.*, amount_minor > 0 and set_aside_at is null as counts, coalesce(standing.minor, 0) as stands
      from statement_lines line left join standing on standing.transfer_id = line.transfer_id
      where community_id = ${communityId} and campaign_id = ${campaignId}
    ), of_lines as (
      select
        coalesce(sum(amount_minor) filter (where counts), 0) as bank,
        count(*) filter (where counts and transfer_id is null) as open_count,
        coalesce(sum(amount_minor) filter (where counts and transfer_id is null), 0) as open_sum,
        count(*) filter (where counts and transfer_id is not null and amount_minor <> stands) as uneven_count,
        coalesce(sum(amount_minor - stands) filter (where counts and transfer_id is not null), 0) as uneven_sum,
        count(*) filter (where counts and transfer_id is not null) as matched_count,
        coalesce(sum(amount_minor) filter (where counts and transfer_id is not null), 0) as matched_sum,
        count(*) filter (where set_aside_at is not null) as aside_count,
        coalesce(sum(amount_minor) filter (where set_aside_at is not null), 0) as aside_sum,
        count(*) filter (where amount_minor < 0 and set_aside_at is null) as out_count,
        coalesce(sum(amount_minor) filter (where amount_minor < 0 and set_aside_at is null), 0) as out_sum,
        min(at) as first_at, max(at) as last_at
      from line
    ), of_transfers as (
      select coalesce(sum(minor), 0) as catalog,
        count(*) filter (where line.id is null) as loose_count,
        coalesce(sum(minor) filter (where line.id is null), 0) as loose_sum
      from standing left join line on line.transfer_id = standing.transfer_id
    )
    select * from of_lines, of_transfers`;
  const figure = (name: string) => Number(row?.[name] ?? 0);
  const tally = (name: string): Tally => ({ count: figure(`${name}_count`), sumMinor: figure(`${name}_sum`) });
  const moment = (name: string) => (row?.[name] ? new Date(row[name]) : null);
  const [catalogMinor, bankMinor] = [figure("catalog"), figure("bank")];
  return {
    catalogMinor,
    bankMinor,
    differenceMinor: bankMinor - catalogMinor,
    open: tally("open"),
    loose: tally("loose"),
    uneven: tally("uneven"),
    matched: tally("matched"),
    setAside: tally("aside"),
    outgoing: tally("out"),
    from: moment("first_at"),
    to: moment("last_at"),
  };
}
