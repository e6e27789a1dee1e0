-- The ledger and the event tables are added to and never changed: by trigger for everyone, and by grant for the ordinary user.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['ledger_entries', 'donation_events', 'claim_events', 'book_events', 'proof_views'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', guarded || '_append_only', guarded);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', guarded || '_no_truncate', guarded);
    execute format('revoke update, delete, truncate on %I from public, current_user', guarded);
  end loop;
end $$;
