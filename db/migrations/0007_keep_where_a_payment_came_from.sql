ALTER TABLE "payment_attempts" ADD COLUMN "moved_from" uuid;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD COLUMN "answer_by" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payment_attempts_moved" ON "payment_attempts" USING btree ("community_id","moved_from") WHERE "payment_attempts"."moved_from" is not null;