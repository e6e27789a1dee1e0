CREATE TABLE "click_marks" (
	"community_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"time_zone" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "click_marks_community_id_campaign_id_pk" PRIMARY KEY("community_id","campaign_id")
);
--> statement-breakpoint
CREATE TABLE "visitor_days" (
	"community_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"day" text NOT NULL,
	"last_day" text NOT NULL,
	"visitors" integer NOT NULL,
	CONSTRAINT "visitor_days_community_id_campaign_id_scope_day_last_day_pk" PRIMARY KEY("community_id","campaign_id","scope","day","last_day")
);
--> statement-breakpoint
ALTER TABLE "leads" DROP CONSTRAINT "leads_have_a_source";--> statement-breakpoint
ALTER TABLE "click_days" ADD COLUMN "orphans" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "click_days" ADD COLUMN "orphan_bots" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "click_marks" ADD CONSTRAINT "click_marks_community_id_campaign_id_campaigns_community_id_id_fk" FOREIGN KEY ("community_id","campaign_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "leads_one_per_name" ON "leads" USING btree ("community_id","campaign_id",lower("name")) WHERE "leads"."person_id" is null and "leads"."name" is not null;--> statement-breakpoint
ALTER TABLE "click_days" DROP COLUMN "visitors";--> statement-breakpoint
ALTER TABLE "click_days" DROP COLUMN "new_visitors";--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_have_a_source" CHECK ("leads"."cause" <> 'entered' or "leads"."author_id" is not null);