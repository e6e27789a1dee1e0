CREATE TYPE "public"."lead_cause" AS ENUM('claim', 'listing', 'donation', 'waitlist', 'contact', 'entered');--> statement-breakpoint
CREATE TYPE "public"."link_origin" AS ENUM('placed', 'shared');--> statement-breakpoint
CREATE TYPE "public"."link_status" AS ENUM('active', 'disabled');--> statement-breakpoint
CREATE TABLE "click_days" (
	"community_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"day" text NOT NULL,
	"clicks" integer NOT NULL,
	"requests" integer NOT NULL,
	"bots" integer NOT NULL,
	"qr" integer NOT NULL,
	"visitors" integer NOT NULL,
	"new_visitors" integer NOT NULL,
	CONSTRAINT "click_days_community_id_link_id_day_pk" PRIMARY KEY("community_id","link_id","day")
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"link_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"visitor" text NOT NULL,
	"is_qr" boolean DEFAULT false NOT NULL,
	"bot_reason" text,
	"app" text,
	"referrer_host" text,
	"orphan_code" text,
	CONSTRAINT "clicks_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"person_id" uuid,
	"cause" "lead_cause" NOT NULL,
	"first_link_id" uuid,
	"first_at" timestamp with time zone,
	"last_link_id" uuid,
	"last_at" timestamp with time zone,
	"heard_from" text,
	"network" text,
	"count" integer DEFAULT 1 NOT NULL,
	"name" text,
	"note" text,
	"author_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "leads_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "leads_count_positive" CHECK ("leads"."count" > 0),
	CONSTRAINT "leads_person_counts_once" CHECK ("leads"."person_id" is null or "leads"."count" = 1),
	CONSTRAINT "leads_have_a_source" CHECK (("leads"."cause" = 'entered') = ("leads"."author_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"code" text PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"link_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_hosts" (
	"community_id" uuid NOT NULL,
	"host" text NOT NULL,
	CONSTRAINT "link_hosts_community_id_host_pk" PRIMARY KEY("community_id","host")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"code" text NOT NULL,
	"origin" "link_origin" DEFAULT 'placed' NOT NULL,
	"network" text NOT NULL,
	"medium" text NOT NULL,
	"tag" text NOT NULL,
	"content" text NOT NULL,
	"target" text NOT NULL,
	"hop_of" uuid,
	"title" text DEFAULT '' NOT NULL,
	"picture_url" text,
	"status" "link_status" DEFAULT 'active' NOT NULL,
	"expires_at" timestamp with time zone,
	"cost_minor" bigint DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "links_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "links_code" UNIQUE("community_id","code"),
	CONSTRAINT "links_words_plain" CHECK ("links"."network" || "links"."medium" || "links"."tag" || "links"."content" ~ '^[a-z0-9-]+$'),
	CONSTRAINT "links_cost_not_negative" CHECK ("links"."cost_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"link_id" uuid,
	"metric" text NOT NULL,
	"value" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"author_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "readings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "readings_not_negative" CHECK ("readings"."value" >= 0)
);
--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "first_link_id" uuid;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "last_link_id" uuid;--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "first_link_id" uuid;--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "last_link_id" uuid;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "first_link_id" uuid;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "last_link_id" uuid;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_community_id_person_id_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_community_id_first_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","first_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_community_id_last_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","last_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_hosts" ADD CONSTRAINT "link_hosts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_community_id_hop_of_links_community_id_id_fk" FOREIGN KEY ("community_id","hop_of") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_community_id_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clicks_by_link" ON "clicks" USING btree ("community_id","link_id","at");--> statement-breakpoint
CREATE INDEX "clicks_by_visitor" ON "clicks" USING btree ("community_id","visitor","at") WHERE "clicks"."bot_reason" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "leads_one_per_person" ON "leads" USING btree ("community_id","campaign_id","person_id") WHERE "leads"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "leads_by_campaign" ON "leads" USING btree ("community_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "links_by_campaign" ON "links" USING btree ("community_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "readings_by_campaign" ON "readings" USING btree ("community_id","campaign_id","metric","at");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_community_id_first_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","first_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_community_id_last_link_id_links_community_id_id_fk" FOREIGN KEY ("community_id","last_link_id") REFERENCES "public"."links"("community_id","id") ON DELETE no action ON UPDATE no action;