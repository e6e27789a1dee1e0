CREATE TYPE "public"."handover_event" AS ENUM('open', 'choose', 'propose', 'agree', 'decline', 'ship', 'receive', 'miss', 'return', 'close');--> statement-breakpoint
CREATE TYPE "public"."handover_status" AS ENUM('to_arrange', 'arranged', 'shipped', 'received', 'no_show', 'returned');--> statement-breakpoint
CREATE TYPE "public"."handover_way" AS ENUM('pickup', 'meeting', 'parcel');--> statement-breakpoint
CREATE TYPE "public"."message_channel" AS ENUM('email', 'telegram');--> statement-breakpoint
CREATE TYPE "public"."wait_status" AS ENUM('waiting', 'offered', 'taken', 'lapsed', 'left');--> statement-breakpoint
ALTER TYPE "public"."claim_event" ADD VALUE 'extend';--> statement-breakpoint
ALTER TYPE "public"."code_purpose" ADD VALUE 'wait';--> statement-breakpoint
ALTER TYPE "public"."link_kind" ADD VALUE 'wait';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'wait_code';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'wait_offered';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'wait_lapsed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'claim_extended';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_open';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_proposed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_agreed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_declined';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_soon';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_shipped';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_chase';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_missed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'handover_returned';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'organizer_proposed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'requisites_changing';--> statement-breakpoint
CREATE TABLE "telegram_chats" (
	"community_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"chat_id" text,
	"link_hash" text,
	"link_ends_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "telegram_chats_community_id_person_id_pk" PRIMARY KEY("community_id","person_id"),
	CONSTRAINT "telegram_chats_link" UNIQUE("link_hash")
);
--> statement-breakpoint
CREATE TABLE "telegram_marks" (
	"bot" text PRIMARY KEY NOT NULL,
	"next_update" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deliver_after" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"last_status" integer,
	"last_error" text,
	CONSTRAINT "webhook_deliveries_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"events" text[] NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "webhooks_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "editions" (
	"isbn13" text PRIMARY KEY NOT NULL,
	"title" text,
	"authors" text[] DEFAULT '{}' NOT NULL,
	"publisher" text,
	"year" smallint,
	"language" text,
	"source" text,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "editions_isbn_plain" CHECK ("editions"."isbn13" ~ '^97[89][0-9]{10}$')
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_log_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invites_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "invites_token" UNIQUE("token_hash"),
	CONSTRAINT "invites_uses_counted" CHECK ("invites"."uses" between 0 and "invites"."max_uses")
);
--> statement-breakpoint
CREATE TABLE "organizer_proposals" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "organizer_proposals_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "organizer_proposals_two_people" CHECK ("organizer_proposals"."outcome" <> 'agreed' or "organizer_proposals"."decided_by" <> "organizer_proposals"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "requisite_changes" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"fund_name" text NOT NULL,
	"jar_url" text,
	"iban" text,
	"edrpou" text,
	"requested_by" uuid,
	"requested_at" timestamp with time zone NOT NULL,
	"takes_effect_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone,
	"cancelled_by" uuid,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "requisite_changes_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "handover_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"handover_id" uuid NOT NULL,
	"event" "handover_event" NOT NULL,
	"status" "handover_status" NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "handover_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"status" "handover_status" DEFAULT 'to_arrange' NOT NULL,
	"way" "handover_way",
	"place" text,
	"meets_at" timestamp with time zone,
	"proposed_by" uuid,
	"city" text,
	"branch" text,
	"waybill" text,
	"parcel_status" text,
	"parcel_asked_at" timestamp with time zone,
	"code_tries" smallint DEFAULT 0 NOT NULL,
	"reminded_at" timestamp with time zone,
	"chased_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "handovers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "handovers_one_per_claim" UNIQUE("community_id","claim_id"),
	CONSTRAINT "handovers_way_when_agreed" CHECK ("handovers"."status" not in ('arranged', 'shipped') or "handovers"."way" is not null),
	CONSTRAINT "handovers_waybill_plain" CHECK ("handovers"."waybill" ~ '^[0-9]{14}$')
);
--> statement-breakpoint
CREATE TABLE "waitlist" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"status" "wait_status" DEFAULT 'waiting' NOT NULL,
	"verified_at" timestamp with time zone,
	"offered_at" timestamp with time zone,
	"offer_ends_at" timestamp with time zone,
	"first_link_id" uuid,
	"last_link_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "waitlist_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "waitlist_deadline_when_offered" CHECK (("waitlist"."status" = 'offered') = ("waitlist"."offer_ends_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "offer_hours" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "closed_totals" jsonb;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "member_domains" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "contact_days" integer DEFAULT 90 NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "proof_days" integer DEFAULT 180 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "shares" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "channel" "message_channel" DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "telegram_chats" ADD CONSTRAINT "telegram_chats_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_community_id_webhook_id_webhooks_community_id_id_fk" FOREIGN KEY ("community_id","webhook_id") REFERENCES "public"."webhooks"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_community_id_created_by_people_community_id_id_fk" FOREIGN KEY ("community_id","created_by") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_community_id_created_by_people_community_id_id_fk" FOREIGN KEY ("community_id","created_by") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizer_proposals" ADD CONSTRAINT "organizer_proposals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizer_proposals" ADD CONSTRAINT "organizer_proposals_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requisite_changes" ADD CONSTRAINT "requisite_changes_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_events" ADD CONSTRAINT "handover_events_community_id_handover_id_handovers_community_id_id_fk" FOREIGN KEY ("community_id","handover_id") REFERENCES "public"."handovers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_community_id_claim_id_claims_community_id_id_fk" FOREIGN KEY ("community_id","claim_id") REFERENCES "public"."claims"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_community_id_book_id_books_community_id_id_fk" FOREIGN KEY ("community_id","book_id") REFERENCES "public"."books"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_community_id_first_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","first_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_community_id_last_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","last_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "telegram_chats_by_chat" ON "telegram_chats" USING btree ("chat_id");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_once" ON "webhook_deliveries" USING btree ("community_id","webhook_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("deliver_after") WHERE "webhook_deliveries"."delivered_at" is null and "webhook_deliveries"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("community_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "organizer_proposals_one_open_each" ON "organizer_proposals" USING btree ("community_id","person_id") WHERE "organizer_proposals"."decided_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "requisite_changes_one_open" ON "requisite_changes" USING btree ("community_id","campaign_id") WHERE "requisite_changes"."applied_at" is null and "requisite_changes"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "requisite_changes_due" ON "requisite_changes" USING btree ("takes_effect_at") WHERE "requisite_changes"."applied_at" is null and "requisite_changes"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "handover_events_by_handover" ON "handover_events" USING btree ("community_id","handover_id","at");--> statement-breakpoint
CREATE INDEX "handovers_meeting" ON "handovers" USING btree ("meets_at") WHERE "handovers"."status" = 'arranged';--> statement-breakpoint
CREATE INDEX "handovers_shipped" ON "handovers" USING btree ("parcel_asked_at") WHERE "handovers"."status" = 'shipped';--> statement-breakpoint
CREATE INDEX "handovers_open" ON "handovers" USING btree ("created_at") WHERE "handovers"."status" in ('to_arrange', 'arranged', 'shipped');--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_one_place_each" ON "waitlist" USING btree ("community_id","book_id","person_id") WHERE "waitlist"."status" in ('waiting', 'offered');--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_one_offer_per_book" ON "waitlist" USING btree ("community_id","book_id") WHERE "waitlist"."status" = 'offered';--> statement-breakpoint
CREATE INDEX "waitlist_line" ON "waitlist" USING btree ("community_id","book_id","created_at","id");--> statement-breakpoint
CREATE INDEX "waitlist_by_person" ON "waitlist" USING btree ("community_id","person_id");--> statement-breakpoint
CREATE INDEX "waitlist_offers_by_end" ON "waitlist" USING btree ("offer_ends_at") WHERE "waitlist"."status" = 'offered';--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['handover_events', 'audit_log'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', guarded || '_append_only', guarded);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', guarded || '_no_truncate', guarded);
    execute format('revoke update, delete, truncate on %I from public, current_user', guarded);
  end loop;
end $$;
