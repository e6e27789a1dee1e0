import { expect, test } from "vitest";
import { answerWithMedium, rangeOf } from "@/app/_web/media-answer";
import { Refusal } from "@/lib/core/refusal";

test.each([
  [null, undefined],
  ["bytes=0-", { from: 0, to: 99 }],
  ["bytes=10-19", { from: 10, to: 19 }],
  ["bytes=90-500", { from: 90, to: 99 }],
  ["bytes=-10", { from: 90, to: 99 }],
  ["bytes=-500", { from: 0, to: 99 }],
  ["bytes=100-", "none"],
  ["bytes=-0", "none"],
  ["bytes=20-10", undefined],
  ["bytes=0-1,5-6", undefined],
  ["pages=1-2", undefined],
])("of a hundred bytes, %s is %j", (header, part) => {
  expect(rangeOf(header, 100)).toEqual(part);
});

test("a part is answered as one, kept by nobody and run by nobody; what is refused is not there", async () => {
  const file = async () => ({ bytes: Buffer.from("0123456789"), type: "video/mp4", name: "1.mp4" });
  const request = new Request("http://localhost/x", { headers: { range: "bytes=2-4" } });
  const answer = await answerWithMedium(request, file);
  expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
    206,
    "234",
    "bytes 2-4/10",
  ]);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  const refused = await answerWithMedium(request, async () => {
    throw new Refusal("placements.mediaNotFound");
  });
  expect(refused.status).toBe(404);
});
