ALTER TYPE "public"."message_kind" ADD VALUE 'campaign_thanks';--> statement-breakpoint
ALTER TABLE "books" ADD COLUMN "left_from_id" uuid;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "thanks_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "thanks_done_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "copied_from_id" uuid;--> statement-breakpoint
ALTER TABLE "books" ADD CONSTRAINT "books_left_from" FOREIGN KEY ("community_id","left_from_id") REFERENCES "public"."books"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_copied_from" FOREIGN KEY ("community_id","copied_from_id") REFERENCES "public"."campaigns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "books_left_once" ON "books" USING btree ("community_id","left_from_id") WHERE "books"."left_from_id" is not null;--> statement-breakpoint
CREATE INDEX "campaigns_to_thank" ON "campaigns" USING btree ("thanks_asked_at") WHERE "campaigns"."thanks_asked_at" is not null and "campaigns"."thanks_done_at" is null;--> statement-breakpoint
-- What was closed before closing had a moment: no later than its last day. Its sums are those of today.
UPDATE "campaigns" SET "closed_at" = greatest("opens_at", least("closes_at", now())) WHERE "status" = 'closed' AND "closed_at" IS NULL;--> statement-breakpoint
UPDATE "campaigns" SET "closed_at" = NULL, "closed_totals" = NULL WHERE "status" <> 'closed';--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_closed_at_a_moment" CHECK (("campaigns"."status" = 'closed') = ("campaigns"."closed_at" is not null));--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_sums_of_closed" CHECK ("campaigns"."closed_totals" is null or "campaigns"."closed_at" is not null);