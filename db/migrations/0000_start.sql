CREATE TYPE "public"."book_event" AS ENUM('submit', 'list', 'approve', 'reject', 'withdraw', 'edit');--> statement-breakpoint
CREATE TYPE "public"."book_status" AS ENUM('draft', 'pending_review', 'listed', 'withdrawn', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."campaign_status" AS ENUM('draft', 'open', 'closed');--> statement-breakpoint
CREATE TYPE "public"."condition" AS ENUM('new', 'like-new', 'good', 'fair');--> statement-breakpoint
CREATE TYPE "public"."claim_event" AS ENUM('hold', 'verify', 'report', 'confirm', 'undo', 'receive', 'expire', 'cancel', 'reject', 'refund');--> statement-breakpoint
CREATE TYPE "public"."claim_status" AS ENUM('held', 'reported', 'confirmed', 'fulfilled', 'expired', 'cancelled', 'rejected', 'refunded');--> statement-breakpoint
CREATE TYPE "public"."payment_method" AS ENUM('transfer', 'cash');--> statement-breakpoint
CREATE TYPE "public"."account" AS ENUM('donors', 'stripe', 'fund', 'fees');--> statement-breakpoint
CREATE TYPE "public"."donation_decision" AS ENUM('keep', 'other_book', 'refund');--> statement-breakpoint
CREATE TYPE "public"."donation_event" AS ENUM('pledge', 'report', 'confirm', 'undo', 'reject', 'refund', 'decide');--> statement-breakpoint
CREATE TYPE "public"."donation_status" AS ENUM('pledged', 'reported', 'confirmed', 'failed', 'refunded');--> statement-breakpoint
CREATE TYPE "public"."entry_kind" AS ENUM('donation', 'undo', 'refund');--> statement-breakpoint
CREATE TYPE "public"."proof_kind" AS ENUM('image', 'pdf', 'receipt');--> statement-breakpoint
CREATE TYPE "public"."code_purpose" AS ENUM('sign_in', 'claim');--> statement-breakpoint
CREATE TYPE "public"."link_kind" AS ENUM('claim', 'book');--> statement-breakpoint
CREATE TYPE "public"."locale" AS ENUM('uk', 'en');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('member', 'organizer', 'treasurer', 'smm');--> statement-breakpoint
CREATE TYPE "public"."message_kind" AS ENUM('sign_in_code', 'claim_code', 'claim_held', 'claim_ending', 'claim_reported', 'claim_confirmed', 'claim_rejected', 'claim_expired', 'claim_cancelled', 'claim_reopened_to_check', 'donation_without_book', 'book_found_reader', 'book_withdrawn', 'listing_received', 'listing_published', 'listing_rejected', 'review_waits', 'proof_waits');--> statement-breakpoint
CREATE TABLE "book_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"event" "book_event" NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "book_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "books" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"giver_id" uuid NOT NULL,
	"code" text NOT NULL,
	"status" "book_status" NOT NULL,
	"title" text NOT NULL,
	"authors" text[] DEFAULT '{}' NOT NULL,
	"isbn13" text,
	"language" text NOT NULL,
	"publisher" text,
	"year" smallint,
	"category" text NOT NULL,
	"condition" "condition" NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"minimum_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"city" text,
	"pickup_point" text,
	"reject_reason" text,
	"import_key" text,
	"listed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "books_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "books_code" UNIQUE("community_id","code"),
	CONSTRAINT "books_minimum_positive" CHECK ("books"."minimum_minor" > 0),
	CONSTRAINT "books_isbn_plain" CHECK ("books"."isbn13" ~ '^97[89][0-9]{10}$'),
	CONSTRAINT "books_title_given" CHECK (length("books"."title") between 1 and 500),
	CONSTRAINT "books_listed_at_when_shown" CHECK ("books"."status" <> 'listed' or "books"."listed_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"status" "campaign_status" DEFAULT 'open' NOT NULL,
	"fund_name" text NOT NULL,
	"jar_url" text,
	"iban" text,
	"edrpou" text,
	"currency" char(3) NOT NULL,
	"goal_minor" bigint NOT NULL,
	"default_minimum_minor" bigint NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"unverified_hold_minutes" integer DEFAULT 30 NOT NULL,
	"guest_hold_hours" integer DEFAULT 24 NOT NULL,
	"member_hold_hours" integer DEFAULT 72 NOT NULL,
	"max_open_claims" integer DEFAULT 5 NOT NULL,
	"confirm_hours" integer DEFAULT 24 NOT NULL,
	"allows_cash" boolean DEFAULT false NOT NULL,
	"pickup_points" text[] DEFAULT '{}' NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"not_accepted" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "campaigns_slug" UNIQUE("community_id","slug"),
	CONSTRAINT "campaigns_slug_plain" CHECK ("campaigns"."slug" ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	CONSTRAINT "campaigns_amounts_positive" CHECK ("campaigns"."goal_minor" > 0 and "campaigns"."default_minimum_minor" > 0),
	CONSTRAINT "campaigns_dates_in_order" CHECK ("campaigns"."opens_at" < "campaigns"."closes_at"),
	CONSTRAINT "campaigns_have_requisites" CHECK ("campaigns"."jar_url" is not null or "campaigns"."iban" is not null)
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"blur" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "photos_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "photos_in_order" UNIQUE("community_id","book_id","position"),
	CONSTRAINT "photos_up_to_five" CHECK ("photos"."position" between 0 and 4)
);
--> statement-breakpoint
CREATE TABLE "claim_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"event" "claim_event" NOT NULL,
	"status" "claim_status" NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "claim_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"book_id" uuid NOT NULL,
	"claimant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"status" "claim_status" DEFAULT 'held' NOT NULL,
	"method" "payment_method" DEFAULT 'transfer' NOT NULL,
	"pledge_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"verified_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"ending_told_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "claims_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "claims_code" UNIQUE("community_id","code"),
	CONSTRAINT "claims_pledge_positive" CHECK ("claims"."pledge_minor" > 0),
	CONSTRAINT "claims_deadline_when_held" CHECK (("claims"."status" = 'held') = ("claims"."expires_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "donation_events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"donation_id" uuid NOT NULL,
	"event" "donation_event" NOT NULL,
	"status" "donation_status" NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "donation_events_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "donations" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"claim_id" uuid,
	"donor_id" uuid NOT NULL,
	"code" text NOT NULL,
	"method" "payment_method" NOT NULL,
	"status" "donation_status" DEFAULT 'pledged' NOT NULL,
	"pledged_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"decision" "donation_decision",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "donations_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "donations_code" UNIQUE("community_id","code"),
	CONSTRAINT "donations_pledge_positive" CHECK ("donations"."pledged_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"donation_id" uuid NOT NULL,
	"transfer_id" uuid,
	"kind" "entry_kind" NOT NULL,
	"from_account" "account" NOT NULL,
	"to_account" "account" NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"external_ref" text NOT NULL,
	"actor_id" uuid,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_entries_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "ledger_entries_reference_once" UNIQUE("community_id","external_ref"),
	CONSTRAINT "ledger_entries_amount_positive" CHECK ("ledger_entries"."amount_minor" > 0),
	CONSTRAINT "ledger_entries_two_accounts" CHECK ("ledger_entries"."from_account" <> "ledger_entries"."to_account")
);
--> statement-breakpoint
CREATE TABLE "proof_views" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"proof_id" uuid NOT NULL,
	"viewer_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "proof_views_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "proofs" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"donation_id" uuid NOT NULL,
	"kind" "proof_kind" NOT NULL,
	"receipt" text,
	"size_bytes" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "proofs_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "proofs_receipt_or_file" CHECK (("proofs"."kind" = 'receipt') = ("proofs"."receipt" is not null))
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "transfers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "transfers_amount_positive" CHECK ("transfers"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_tokens_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"locale" "locale" DEFAULT 'uk' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Kyiv' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "communities_slug_unique" UNIQUE("slug"),
	CONSTRAINT "communities_slug_plain" CHECK ("communities"."slug" ~ '^[a-z0-9][a-z0-9-]{0,59}$')
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"community_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_community_id_scope_key_pk" PRIMARY KEY("community_id","scope","key")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"community_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" "role" NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_community_id_person_id_role_pk" PRIMARY KEY("community_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "one_time_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" "code_purpose" NOT NULL,
	"subject" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries_left" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"telegram" text,
	"locale" "locale" DEFAULT 'uk' NOT NULL,
	"is_outsider" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "people_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "people_one_per_email" UNIQUE("community_id","email")
);
--> statement-breakpoint
CREATE TABLE "private_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"kind" "link_kind" NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp with time zone,
	"image" text,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" "message_kind" NOT NULL,
	"subject_id" uuid,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"locale" "locale" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deliver_after" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "messages_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "book_events" ADD CONSTRAINT "book_events_community_id_book_id_books_community_id_id_fk" FOREIGN KEY ("community_id","book_id") REFERENCES "public"."books"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "books" ADD CONSTRAINT "books_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "books" ADD CONSTRAINT "books_community_id_giver_id_people_community_id_id_fk" FOREIGN KEY ("community_id","giver_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_community_id_book_id_books_community_id_id_fk" FOREIGN KEY ("community_id","book_id") REFERENCES "public"."books"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_events" ADD CONSTRAINT "claim_events_community_id_claim_id_claims_community_id_id_fk" FOREIGN KEY ("community_id","claim_id") REFERENCES "public"."claims"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_community_id_book_id_books_community_id_id_fk" FOREIGN KEY ("community_id","book_id") REFERENCES "public"."books"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_community_id_claimant_id_people_community_id_id_fk" FOREIGN KEY ("community_id","claimant_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_community_id_donation_id_donations_community_id_id_fk" FOREIGN KEY ("community_id","donation_id") REFERENCES "public"."donations"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_community_id_claim_id_claims_community_id_id_fk" FOREIGN KEY ("community_id","claim_id") REFERENCES "public"."claims"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_community_id_donor_id_people_community_id_id_fk" FOREIGN KEY ("community_id","donor_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_community_id_donation_id_donations_community_id_id_fk" FOREIGN KEY ("community_id","donation_id") REFERENCES "public"."donations"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_community_id_transfer_id_transfers_community_id_id_fk" FOREIGN KEY ("community_id","transfer_id") REFERENCES "public"."transfers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proof_views" ADD CONSTRAINT "proof_views_community_id_proof_id_proofs_community_id_id_fk" FOREIGN KEY ("community_id","proof_id") REFERENCES "public"."proofs"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_community_id_donation_id_donations_community_id_id_fk" FOREIGN KEY ("community_id","donation_id") REFERENCES "public"."donations"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "private_links" ADD CONSTRAINT "private_links_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "book_events_by_book" ON "book_events" USING btree ("community_id","book_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "books_one_per_import_row" ON "books" USING btree ("community_id","campaign_id","import_key") WHERE "books"."import_key" is not null;--> statement-breakpoint
CREATE INDEX "books_shown" ON "books" USING btree ("community_id","campaign_id","listed_at","id") WHERE "books"."status" = 'listed';--> statement-breakpoint
CREATE INDEX "books_to_review" ON "books" USING btree ("community_id","campaign_id","created_at") WHERE "books"."status" = 'pending_review';--> statement-breakpoint
CREATE INDEX "books_by_giver" ON "books" USING btree ("community_id","giver_id");--> statement-breakpoint
CREATE INDEX "books_by_isbn" ON "books" USING btree ("community_id","isbn13") WHERE "books"."isbn13" is not null;--> statement-breakpoint
CREATE INDEX "claim_events_by_claim" ON "claim_events" USING btree ("community_id","claim_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_open_per_book" ON "claims" USING btree ("community_id","book_id") WHERE "claims"."status" in ('held', 'reported', 'confirmed', 'fulfilled');--> statement-breakpoint
CREATE INDEX "claims_held_by_expiry" ON "claims" USING btree ("expires_at") WHERE "claims"."status" = 'held';--> statement-breakpoint
CREATE INDEX "claims_by_claimant" ON "claims" USING btree ("community_id","claimant_id","created_at");--> statement-breakpoint
CREATE INDEX "claims_by_book" ON "claims" USING btree ("community_id","book_id");--> statement-breakpoint
CREATE INDEX "claims_by_campaign" ON "claims" USING btree ("community_id","campaign_id","status","created_at");--> statement-breakpoint
CREATE INDEX "donation_events_by_donation" ON "donation_events" USING btree ("community_id","donation_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "donations_one_per_claim" ON "donations" USING btree ("community_id","claim_id") WHERE "donations"."claim_id" is not null;--> statement-breakpoint
CREATE INDEX "donations_by_status" ON "donations" USING btree ("community_id","campaign_id","status","created_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_by_donation" ON "ledger_entries" USING btree ("community_id","donation_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_by_campaign" ON "ledger_entries" USING btree ("community_id","campaign_id","at");--> statement-breakpoint
CREATE INDEX "proofs_by_donation" ON "proofs" USING btree ("community_id","donation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_reference_once" ON "transfers" USING btree ("community_id","reference") WHERE "transfers"."voided_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_by_hash" ON "api_tokens" USING btree ("community_id","token_hash");--> statement-breakpoint
CREATE INDEX "one_time_codes_by_subject" ON "one_time_codes" USING btree ("purpose","subject","created_at");--> statement-breakpoint
CREATE INDEX "people_by_email" ON "people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "messages_by_person" ON "messages" USING btree ("community_id","person_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_waiting" ON "messages" USING btree ("deliver_after") WHERE "messages"."sent_at" is null and "messages"."failed_at" is null;