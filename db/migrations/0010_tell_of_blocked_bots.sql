ALTER TABLE "telegram_marks" ALTER COLUMN "next_update" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "telegram_chats" ADD COLUMN "lost_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "telegram_marks" ADD COLUMN "username" text NOT NULL;--> statement-breakpoint
ALTER TABLE "telegram_marks" ADD COLUMN "read_at" timestamp with time zone;