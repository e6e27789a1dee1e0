import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { expect, inject, test } from "vitest";
import { startMailSink } from "@/app/_cli/mail-sink.mjs";

test("the development inbox keeps the newest three hundred mails, each in a file of its own", async () => {
  const folder = join(inject("runFolder"), "inbox");
  const sink = await startMailSink(folder);
  for (let old = 0; old < 300; old += 1) writeFileSync(join(folder, `2020-${String(old).padStart(3, "0")}.eml`), "old");

  const mail = { from: "books@localhost", to: "malva@example.org", subject: "Код", text: "123456" };
  await nodemailer.createTransport(sink.url).sendMail(mail);
  await sink.close();

  const names = readdirSync(folder).sort();
  expect(names).toHaveLength(300);
  expect(names[0]).toBe("2020-001.eml");
  expect(readFileSync(join(folder, names.at(-1) ?? ""), "utf8")).toContain("123456");
});
