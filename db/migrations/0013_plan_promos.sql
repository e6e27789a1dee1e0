CREATE TYPE "public"."contingency_action" AS ENUM('reserve_post', 'reminder', 'spare_creative', 'extra_budget', 'other');--> statement-breakpoint
CREATE TYPE "public"."contingency_status" AS ENUM('waiting', 'fired', 'not_needed');--> statement-breakpoint
CREATE TYPE "public"."placement_event" AS ENUM('edit', 'submit', 'comment', 'request_changes', 'approve', 'schedule', 'publish', 'measure', 'fail', 'hold', 'resume', 'cancel');--> statement-breakpoint
CREATE TYPE "public"."placement_status" AS ENUM('draft', 'in_review', 'changes_requested', 'approved', 'scheduled', 'published', 'measured', 'failed', 'on_hold', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."promo_event" AS ENUM('edit', 'brief', 'agree', 'start', 'measure', 'report', 'rework', 'cancel', 'revive');--> statement-breakpoint
CREATE TYPE "public"."promo_kind" AS ENUM('initiative', 'event', 'achievement');--> statement-breakpoint
CREATE TYPE "public"."promo_status" AS ENUM('idea', 'briefed', 'agreed', 'running', 'measuring', 'reported', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."share_kind" AS ENUM('review', 'report');--> statement-breakpoint
ALTER TYPE "public"."link_kind" ADD VALUE 'review';--> statement-breakpoint
ALTER TYPE "public"."link_kind" ADD VALUE 'report';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'contingency_fired';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'numbers_due';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'placement_answered';--> statement-breakpoint
CREATE TABLE "contingencies" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"placement_id" uuid,
	"threshold" integer NOT NULL,
	"check_at" timestamp with time zone,
	"stage" "promo_status",
	"action" "contingency_action" NOT NULL,
	"what" text DEFAULT '' NOT NULL,
	"owner_id" uuid,
	"owner_name" text DEFAULT '' NOT NULL,
	"prepared_id" uuid,
	"status" "contingency_status" DEFAULT 'waiting' NOT NULL,
	"judged_at" timestamp with time zone,
	"value" integer,
	"done_at" timestamp with time zone,
	"outcome" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contingencies_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "contingencies_at_a_moment_or_stage" CHECK (("contingencies"."check_at" is null) <> ("contingencies"."stage" is null)),
	CONSTRAINT "contingencies_threshold_positive" CHECK ("contingencies"."threshold" > 0),
	CONSTRAINT "contingencies_judged_once" CHECK (("contingencies"."status" = 'waiting') = ("contingencies"."judged_at" is null))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"network" text,
	"at" timestamp with time zone NOT NULL,
	"minutes" integer DEFAULT 45 NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"points" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meetings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "meetings_have_a_length" CHECK ("meetings"."minutes" between 5 and 480)
);
--> statement-breakpoint
CREATE TABLE "network_settings" (
	"community_id" uuid NOT NULL,
	"network" text NOT NULL,
	"lead_hours" integer DEFAULT 48 NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "network_settings_community_id_network_pk" PRIMARY KEY("community_id","network"),
	CONSTRAINT "network_settings_lead_fits" CHECK ("network_settings"."lead_hours" between 0 and 720)
);
--> statement-breakpoint
CREATE TABLE "placement_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"event" "placement_event" NOT NULL,
	"from_status" "placement_status",
	"to_status" "placement_status" NOT NULL,
	"actor_id" uuid,
	"reviewer" text,
	"share_id" uuid,
	"note" text,
	"content" jsonb,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "placement_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "placement_media" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"seconds" integer,
	"name" text DEFAULT '' NOT NULL,
	"alt" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "placement_media_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "placement_media_in_order" UNIQUE("community_id","placement_id","position"),
	CONSTRAINT "placement_media_up_to_ten" CHECK ("placement_media"."position" between 0 and 9)
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"network" text NOT NULL,
	"format" text NOT NULL,
	"content" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"status" "placement_status" DEFAULT 'draft' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"sticker" text DEFAULT '' NOT NULL,
	"target" text,
	"link_id" uuid,
	"scheduled_at" timestamp with time zone,
	"content_by" timestamp with time zone,
	"is_spare" boolean DEFAULT false NOT NULL,
	"cost_minor" bigint DEFAULT 0 NOT NULL,
	"published_at" timestamp with time zone,
	"published_url" text,
	"version" integer DEFAULT 1 NOT NULL,
	"reminded_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "placements_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "placements_content" UNIQUE("community_id","promo_id","content"),
	CONSTRAINT "placements_words_plain" CHECK ("placements"."network" || "placements"."format" || "placements"."content" ~ '^[a-z0-9-]+$'),
	CONSTRAINT "placements_scheduled_have_a_time" CHECK ("placements"."status" <> 'scheduled' or "placements"."scheduled_at" is not null),
	CONSTRAINT "placements_published_have_a_time" CHECK ("placements"."status" not in ('published', 'measured') or "placements"."published_at" is not null),
	CONSTRAINT "placements_cost_not_negative" CHECK ("placements"."cost_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "promo_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"event" "promo_event" NOT NULL,
	"from_status" "promo_status",
	"to_status" "promo_status" NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "promo_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "promo_networks" (
	"community_id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"network" text NOT NULL,
	"contact_id" uuid,
	"contact_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "promo_networks_community_id_promo_id_network_pk" PRIMARY KEY("community_id","promo_id","network"),
	CONSTRAINT "promo_networks_plain" CHECK ("promo_networks"."network" ~ '^[a-z0-9-]+$')
);
--> statement-breakpoint
CREATE TABLE "promo_shares" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"promo_id" uuid NOT NULL,
	"kind" "share_kind" NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"password_hash" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "promo_shares_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "promos" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" "promo_kind" NOT NULL,
	"status" "promo_status" DEFAULT 'idea' NOT NULL,
	"name" text NOT NULL,
	"campaign_id" uuid,
	"tag" text NOT NULL,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"held_at" timestamp with time zone,
	"place" text DEFAULT '' NOT NULL,
	"register_url" text,
	"task" text DEFAULT '' NOT NULL,
	"problem" text DEFAULT '' NOT NULL,
	"audience" text DEFAULT '' NOT NULL,
	"key_message" text DEFAULT '' NOT NULL,
	"examples" text DEFAULT '' NOT NULL,
	"metric" text,
	"metric_target" integer,
	"metric_by" timestamp with time zone,
	"content_by" timestamp with time zone,
	"budget_minor" bigint DEFAULT 0 NOT NULL,
	"currency" char(3) NOT NULL,
	"report_format" text DEFAULT '' NOT NULL,
	"report_by" timestamp with time zone,
	"quoted" jsonb,
	"quoted_at" timestamp with time zone,
	"learned" text DEFAULT '' NOT NULL,
	"frozen" jsonb,
	"frozen_at" timestamp with time zone,
	"frozen_by" uuid,
	"copied_from" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promos_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "promos_name_given" CHECK (length("promos"."name") between 1 and 200),
	CONSTRAINT "promos_tag_plain" CHECK ("promos"."tag" ~ '^[a-z0-9-]+$'),
	CONSTRAINT "promos_initiative_has_campaign" CHECK ("promos"."kind" <> 'initiative' or "promos"."campaign_id" is not null),
	CONSTRAINT "promos_dates_in_order" CHECK ("promos"."starts_at" <= "promos"."ends_at"),
	CONSTRAINT "promos_budget_not_negative" CHECK ("promos"."budget_minor" >= 0),
	CONSTRAINT "promos_agreed_have_a_brief" CHECK ("promos"."status" in ('idea', 'briefed', 'cancelled') or ("promos"."task" <> '' and "promos"."metric" is not null and "promos"."metric_target" > 0 and "promos"."metric_by" is not null)),
	CONSTRAINT "promos_frozen_whole" CHECK (("promos"."frozen" is null) = ("promos"."frozen_at" is null))
);
--> statement-breakpoint
CREATE TABLE "spec_overrides" (
	"community_id" uuid NOT NULL,
	"network" text NOT NULL,
	"format" text NOT NULL,
	"rule" text NOT NULL,
	"value" jsonb NOT NULL,
	"level" text NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"checked_on" text NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "spec_overrides_community_id_network_format_rule_pk" PRIMARY KEY("community_id","network","format","rule"),
	CONSTRAINT "spec_overrides_level_known" CHECK ("spec_overrides"."level" in ('hard', 'advice', 'off'))
);
--> statement-breakpoint
ALTER TABLE "links" ALTER COLUMN "campaign_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "readings" ALTER COLUMN "campaign_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "promo_id" uuid;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "placement_id" uuid;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "screenshot_id" uuid;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "removed_by" uuid;--> statement-breakpoint
ALTER TABLE "contingencies" ADD CONSTRAINT "contingencies_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contingencies" ADD CONSTRAINT "contingencies_community_id_placement_id_placements_community_id_id_fk" FOREIGN KEY ("community_id","placement_id") REFERENCES "public"."placements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contingencies" ADD CONSTRAINT "contingencies_community_id_prepared_id_placements_community_id_id_fk" FOREIGN KEY ("community_id","prepared_id") REFERENCES "public"."placements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contingencies" ADD CONSTRAINT "contingencies_community_id_owner_id_people_community_id_id_fk" FOREIGN KEY ("community_id","owner_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_settings" ADD CONSTRAINT "network_settings_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_events" ADD CONSTRAINT "placement_events_community_id_placement_id_placements_community_id_id_fk" FOREIGN KEY ("community_id","placement_id") REFERENCES "public"."placements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_media" ADD CONSTRAINT "placement_media_community_id_placement_id_placements_community_id_id_fk" FOREIGN KEY ("community_id","placement_id") REFERENCES "public"."placements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_community_id_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_events" ADD CONSTRAINT "promo_events_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_networks" ADD CONSTRAINT "promo_networks_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_networks" ADD CONSTRAINT "promo_networks_community_id_contact_id_people_community_id_id_fk" FOREIGN KEY ("community_id","contact_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_shares" ADD CONSTRAINT "promo_shares_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promos" ADD CONSTRAINT "promos_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promos" ADD CONSTRAINT "promos_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spec_overrides" ADD CONSTRAINT "spec_overrides_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contingencies_by_promo" ON "contingencies" USING btree ("community_id","promo_id","created_at");--> statement-breakpoint
CREATE INDEX "contingencies_due" ON "contingencies" USING btree ("check_at") WHERE "contingencies"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "meetings_by_promo" ON "meetings" USING btree ("community_id","promo_id","at");--> statement-breakpoint
CREATE INDEX "placement_events_by_placement" ON "placement_events" USING btree ("community_id","placement_id","at");--> statement-breakpoint
CREATE INDEX "placements_by_time" ON "placements" USING btree ("community_id","scheduled_at");--> statement-breakpoint
CREATE INDEX "placements_published" ON "placements" USING btree ("published_at") WHERE "placements"."status" = 'published';--> statement-breakpoint
CREATE INDEX "promo_events_by_promo" ON "promo_events" USING btree ("community_id","promo_id","at");--> statement-breakpoint
CREATE INDEX "promo_shares_by_promo" ON "promo_shares" USING btree ("community_id","promo_id","created_at");--> statement-breakpoint
CREATE INDEX "promos_by_time" ON "promos" USING btree ("community_id","created_at","id");--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_community_id_promo_id_promos_community_id_id_fk" FOREIGN KEY ("community_id","promo_id") REFERENCES "public"."promos"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_community_id_placement_id_placements_community_id_id_fk" FOREIGN KEY ("community_id","placement_id") REFERENCES "public"."placements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "readings_by_promo" ON "readings" USING btree ("community_id","promo_id","metric","at");--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_of_something" CHECK ("readings"."campaign_id" is not null or "readings"."promo_id" is not null);--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_placed_in_promo" CHECK ("readings"."placement_id" is null or "readings"."promo_id" is not null);--> statement-breakpoint
-- What happened to promos and placements is added to and never changed, like the other events.
do $$
declare guarded text;
begin
  foreach guarded in array array['promo_events', 'placement_events'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', guarded || '_append_only', guarded);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', guarded || '_no_truncate', guarded);
    execute format('revoke update, delete, truncate on %I from public, current_user', guarded);
  end loop;
end $$;
