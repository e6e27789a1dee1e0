import { expect, test, vi } from "vitest";
import { WEBHOOK_EVENTS } from "@/lib/messages/webhooks/events";
import { routes, spec } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

const undescribed = ["/openapi.json", "/{...rest}"];

test("every route is in the description, with every method it answers", () => {
  const answered = routes
    .filter(([address]) => !undescribed.includes(address))
    .map(([address, route]) => [
      address,
      Object.entries(route).flatMap(([method, handler]) => (handler.operation ? [method.toLowerCase()] : [])),
    ]);
  const described = Object.entries(spec.paths).map(([address, { parameters: _, ...operations }]) => [
    address,
    Object.keys(operations),
  ]);
  expect(Object.fromEntries(described)).toEqual(Object.fromEntries(answered));
});

test("every reference leads somewhere, and every operation has a name of its own", () => {
  const text = JSON.stringify(spec);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path.split("/"));
  expect(references.length).toBeGreaterThan(50);
  for (const path of references)
    expect(
      path.reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], spec),
      path.join("/"),
    ).toBeDefined();
  const names = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("every event that is told to webhooks is described, with its parts among the components", () => {
  expect(Object.keys(spec.webhooks).sort()).toEqual([...WEBHOOK_EVENTS].sort());
  const { post } = spec.webhooks["donation.confirmed"] as {
    post: { requestBody: { content: Record<string, object> } };
  };
  expect(post.requestBody.content["application/json"]).toMatchObject({
    schema: {
      properties: { type: { const: "donation.confirmed" }, data: { $ref: "#/components/schemas/DonationEvent" } },
    },
  });
});

test("money in the description is whole numbers, and times have an offset", () => {
  const { Totals, Campaign } = spec.components.schemas as Record<string, { properties: Record<string, object> }>;
  expect(Totals?.properties.raisedMinor).toMatchObject({ type: "integer" });
  expect(Campaign?.properties.opensAt).toMatchObject({ type: "string", format: "date-time" });
});
