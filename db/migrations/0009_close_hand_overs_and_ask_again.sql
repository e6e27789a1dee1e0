ALTER TYPE "public"."handover_event" ADD VALUE 'wait';--> statement-breakpoint
ALTER TYPE "public"."handover_status" ADD VALUE 'closed';--> statement-breakpoint
-- Books paid for before hand-overs were kept: each gets one, as its claim stands. Their events sort before all later ones.
with opened as (
  insert into handovers (community_id, id, claim_id, status, created_at)
  select claims.community_id, gen_random_uuid(), claims.id,
    case claims.status when 'fulfilled' then 'received' else 'to_arrange' end::handover_status,
    coalesce((select max(at) from claim_events
      where community_id = claims.community_id and claim_id = claims.id and event = 'confirm'), claims.created_at)
  from claims where claims.status in ('confirmed', 'fulfilled')
  on conflict do nothing
  returning community_id, id, claim_id, status, created_at)
insert into handover_events (community_id, id, handover_id, event, status, at)
select opened.community_id, overlay(gen_random_uuid()::text placing '00000000' from 1 for 8)::uuid, opened.id,
  case opened.status when 'received' then 'receive' else 'open' end::handover_event, opened.status,
  coalesce((select max(at) from claim_events
    where community_id = opened.community_id and claim_id = opened.claim_id and event = 'receive'), opened.created_at)
from opened;
