// @ts-check
import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { SMTPServer } from "smtp-server";

const KEPT = 300;
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The development inbox: an SMTP server on the loopback that keeps the newest mails as files, oldest name first.
 *
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startMailSink(folder) {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MAX_BYTES,
    closeTimeout: 1_000,
    onData(stream, _session, done) {
      keep(folder, stream).then(() => done(), done);
    },
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  server.on("error", () => {}); // a client that hung up
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/**
 * Written beside and renamed, so that a reader never sees half a mail.
 *
 * @param {string} folder
 * @param {AsyncIterable<Buffer>} stream
 */
async function keep(folder, stream) {
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${randomUUID().slice(0, 8)}.eml`;
  const draft = path.join(folder, `.${name}`);
  await fs.writeFile(draft, stream, { mode: 0o600 });
  await fs.rename(draft, path.join(folder, name));
  const names = (await fs.readdir(folder)).filter((one) => one.endsWith(".eml") && !one.startsWith(".")).sort();
  await Promise.all(names.slice(0, -KEPT).map((old) => fs.rm(path.join(folder, old), { force: true })));
}
