CREATE TYPE "public"."card_provider" AS ENUM('stripe', 'mono');--> statement-breakpoint
CREATE TYPE "public"."attempt_status" AS ENUM('created', 'open', 'processing', 'paid', 'expired', 'failed', 'odd');--> statement-breakpoint
CREATE TYPE "public"."late_choice" AS ENUM('refund', 'keep');--> statement-breakpoint
CREATE TYPE "public"."refund_cause" AS ENUM('person', 'late_payment', 'provider');--> statement-breakpoint
CREATE TYPE "public"."refund_status" AS ENUM('requested', 'sent', 'done', 'failed');--> statement-breakpoint
CREATE TYPE "public"."statement_source" AS ENUM('csv', 'monobank');--> statement-breakpoint
CREATE TYPE "public"."sync_status" AS ENUM('running', 'done', 'failed');--> statement-breakpoint
ALTER TYPE "public"."payment_method" ADD VALUE 'card';--> statement-breakpoint
ALTER TYPE "public"."account" ADD VALUE 'mono';--> statement-breakpoint
ALTER TYPE "public"."donation_event" ADD VALUE 'refund_part';--> statement-breakpoint
ALTER TYPE "public"."donation_event" ADD VALUE 'refund_failed';--> statement-breakpoint
ALTER TYPE "public"."donation_event" ADD VALUE 'dispute';--> statement-breakpoint
ALTER TYPE "public"."donation_event" ADD VALUE 'win_dispute';--> statement-breakpoint
ALTER TYPE "public"."donation_event" ADD VALUE 'lose_dispute';--> statement-breakpoint
ALTER TYPE "public"."donation_status" ADD VALUE 'disputed';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'fee';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'refund_failed';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'dispute';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'dispute_won';--> statement-breakpoint
ALTER TYPE "public"."link_kind" ADD VALUE 'donation';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'donation_confirmed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'donation_refunded';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'refund_failed';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'dispute_opened';--> statement-breakpoint
CREATE TABLE "payment_attempts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"donation_id" uuid NOT NULL,
	"provider" "card_provider" NOT NULL,
	"status" "attempt_status" DEFAULT 'created' NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"locale" "locale" NOT NULL,
	"late_choice" "late_choice" DEFAULT 'refund' NOT NULL,
	"request" jsonb NOT NULL,
	"provider_ref" text,
	"payment_ref" text,
	"url" text,
	"expires_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone,
	"ask_at" timestamp with time zone,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "payment_attempts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "payment_attempts_amount_positive" CHECK ("payment_attempts"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "provider_events" (
	"provider" "card_provider" NOT NULL,
	"event_id" text NOT NULL,
	"nth" bigserial NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"ask_at" timestamp with time zone,
	CONSTRAINT "provider_events_provider_event_id_pk" PRIMARY KEY("provider","event_id")
);
--> statement-breakpoint
CREATE TABLE "provider_transactions" (
	"community_id" uuid NOT NULL,
	"provider" "card_provider" NOT NULL,
	"id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"kind" "entry_kind" NOT NULL,
	"amount_minor" bigint NOT NULL,
	"fee_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_transactions_community_id_provider_id_pk" PRIMARY KEY("community_id","provider","id")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"donation_id" uuid NOT NULL,
	"attempt_id" uuid,
	"status" "refund_status" NOT NULL,
	"cause" "refund_cause" NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text,
	"provider_ref" text,
	"problem" text,
	"actor_id" uuid,
	"ask_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "refunds_amount_positive" CHECK ("refunds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "statement_lines" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"counterparty" text,
	"transfer_id" uuid,
	"set_aside_at" timestamp with time zone,
	"set_aside_by" uuid,
	"set_aside_reason" text,
	CONSTRAINT "statement_lines_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "statement_lines_once" UNIQUE("community_id","campaign_id","reference"),
	CONSTRAINT "statement_lines_amount_not_zero" CHECK ("statement_lines"."amount_minor" <> 0)
);
--> statement-breakpoint
CREATE TABLE "statement_mappings" (
	"community_id" uuid NOT NULL,
	"header" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statement_mappings_community_id_header_pk" PRIMARY KEY("community_id","header")
);
--> statement-breakpoint
CREATE TABLE "statement_syncs" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"account" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"read_to" timestamp with time zone NOT NULL,
	"status" "sync_status" DEFAULT 'running' NOT NULL,
	"lines_read" integer DEFAULT 0 NOT NULL,
	"lines_new" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"actor_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statement_syncs_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"source" "statement_source" NOT NULL,
	"name" text NOT NULL,
	"lines_read" integer NOT NULL,
	"lines_new" integer NOT NULL,
	"actor_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statements_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "donations" ALTER COLUMN "donor_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "cards" "card_provider";--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "mono_account" text;--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "public_name" text;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_community_id_donation_id_donations_community_id_id_fk" FOREIGN KEY ("community_id","donation_id") REFERENCES "public"."donations"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_transactions" ADD CONSTRAINT "provider_transactions_community_id_attempt_id_payment_attempts_community_id_id_fk" FOREIGN KEY ("community_id","attempt_id") REFERENCES "public"."payment_attempts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_community_id_donation_id_donations_community_id_id_fk" FOREIGN KEY ("community_id","donation_id") REFERENCES "public"."donations"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_community_id_attempt_id_payment_attempts_community_id_id_fk" FOREIGN KEY ("community_id","attempt_id") REFERENCES "public"."payment_attempts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_community_id_statement_id_statements_community_id_id_fk" FOREIGN KEY ("community_id","statement_id") REFERENCES "public"."statements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_community_id_transfer_id_transfers_community_id_id_fk" FOREIGN KEY ("community_id","transfer_id") REFERENCES "public"."transfers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_syncs" ADD CONSTRAINT "statement_syncs_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_one_payable" ON "payment_attempts" USING btree ("community_id","donation_id") WHERE "payment_attempts"."status" in ('created', 'open', 'processing');--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_provider_ref_once" ON "payment_attempts" USING btree ("community_id","provider","provider_ref");--> statement-breakpoint
CREATE INDEX "payment_attempts_by_id" ON "payment_attempts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payment_attempts_by_donation" ON "payment_attempts" USING btree ("community_id","donation_id");--> statement-breakpoint
CREATE INDEX "payment_attempts_to_ask" ON "payment_attempts" USING btree ("ask_at") WHERE "payment_attempts"."ask_at" is not null;--> statement-breakpoint
CREATE INDEX "provider_events_waiting" ON "provider_events" USING btree ("ask_at") WHERE "provider_events"."ask_at" is not null;--> statement-breakpoint
CREATE INDEX "provider_transactions_by_time" ON "provider_transactions" USING btree ("community_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_provider_ref_once" ON "refunds" USING btree ("community_id","attempt_id","provider_ref");--> statement-breakpoint
CREATE INDEX "refunds_by_donation" ON "refunds" USING btree ("community_id","donation_id");--> statement-breakpoint
CREATE INDEX "refunds_to_go_on" ON "refunds" USING btree ("ask_at") WHERE "refunds"."ask_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "statement_lines_one_per_transfer" ON "statement_lines" USING btree ("community_id","transfer_id") WHERE "statement_lines"."transfer_id" is not null;--> statement-breakpoint
CREATE INDEX "statement_lines_by_time" ON "statement_lines" USING btree ("community_id","campaign_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_syncs_one_running" ON "statement_syncs" USING btree ("community_id","campaign_id") WHERE "statement_syncs"."status" = 'running';--> statement-breakpoint
CREATE INDEX "statements_by_campaign" ON "statements" USING btree ("community_id","campaign_id","created_at");