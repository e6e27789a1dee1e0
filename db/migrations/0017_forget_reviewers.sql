-- What happened to a placement stays as it was, but for the name a reviewer without an account gave: that can be forgotten.
create function refuse_change_but_forget_reviewer() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.reviewer = '' and to_jsonb(new) - 'reviewer' = to_jsonb(old) - 'reviewer' then
    return new;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
drop trigger placement_events_append_only on placement_events;
--> statement-breakpoint
create trigger placement_events_append_only before update or delete on placement_events
  for each row execute function refuse_change_but_forget_reviewer();
--> statement-breakpoint
do $$
begin
  execute format('grant update (reviewer) on placement_events to %I', current_user);
end $$;
