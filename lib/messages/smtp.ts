import nodemailer, { type Transporter } from "nodemailer";
import { env } from "@/lib/core/env";

export type Mail = {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: { filename: string; content: string; contentType: string }[];
};
export type Send = (mail: Mail) => Promise<unknown>;

/** Whether there is a server to hand mails to. Without one they wait in the outbox. */
export const hasServer = () => env.SMTP_URL !== undefined;

/** Hands one mail to the server of `SMTP_URL`, over connections that are kept. Gives up on a silent server within seconds. */
export async function smtpSend(mail: Mail): Promise<void> {
  const from = env.MAIL_FROM;
  const headers = { "Auto-Submitted": "auto-generated" }; // so that nobody's holiday notice answers
  await pool().sendMail({ ...mail, from, headers, disableFileAccess: true, disableUrlAccess: true });
}

/** Ends the kept connections, for a clean stop. */
export function closeSmtp(): void {
  kept.smtp?.close();
  kept.smtp = undefined;
}

/** The server's own fault, not the mail's: trying the next mail would be no use. */
export function isOffline(error: unknown): boolean {
  return error instanceof Error && "code" in error && OFFLINE.has(String(error.code));
}

const OFFLINE = new Set(["ECONNECTION", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ESOCKET", "EDNS", "ETLS", "EAUTH"]);

// One pool across development reloads.
const kept = globalThis as { smtp?: Transporter | undefined };

function pool(): Transporter {
  if (!env.SMTP_URL) throw new Error("SMTP_URL is not set");
  kept.smtp ??= nodemailer.createTransport({
    url: env.SMTP_URL,
    pool: true,
    maxConnections: 1, // deliverMessages sends one at a time
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return kept.smtp;
}
