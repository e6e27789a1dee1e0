import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** Read once at start, so that a missing setting stops the server and not a donation. `.env.example` explains each. */
export const env = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
    DATABASE_PREPARE: flag.default(true),
    AUTH_SECRET: z.string().min(32),
    JOBS_SECRET: z.string().min(32).optional(),
    APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
    DATA_DIR: z.string().min(1).default(".data"),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().default("Bookraiser <books@localhost>"),
    DEV_INBOX: z.string().optional(), // the folder of the development inbox; set only while there is no real SMTP_URL
    STRIPE_SECRET_KEY: z.string().min(1).optional(), // both, or no cards by Stripe
    STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
    STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(), // another Stripe: the demo's, or a test's
    MONO_ACQUIRING_TOKEN: z.string().min(1).optional(), // plata by mono
    MONO_PERSONAL_TOKEN: z.string().min(1).optional(), // the statement of one's own account or jar
    MONO_API_URL: z.url({ protocol: /^https?$/ }).optional(),
    ISBN_LOOKUP: flag.default(true), // 0: no library on the web is asked about an ISBN
    OPEN_LIBRARY_URL: z.url({ protocol: /^https?$/ }).default("https://openlibrary.org"),
    GOOGLE_BOOKS_KEY: z.string().min(1).optional(), // without one, Google Books is not asked
    GOOGLE_BOOKS_URL: z.url({ protocol: /^https?$/ }).default("https://www.googleapis.com"),
    NOVA_POSHTA_KEY: z.string().min(1).optional(), // asks where parcels are; without it they are followed by their link
    NOVA_POSHTA_API_URL: z.url({ protocol: /^https?$/ }).optional(),
    TELEGRAM_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]+$/)
      .optional(), // of the bot; without one nobody is told in Telegram
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{16,256}$/)
      .optional(), // the bot is called; otherwise it asks
    TELEGRAM_API_URL: z.url({ protocol: /^https?$/ }).default("https://api.telegram.org"),
    TRUST_PROXY: flag.default(false), // take the visitor's address from X-Forwarded-For
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  })
  .parse(process.env);
