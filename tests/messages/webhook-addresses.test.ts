import { afterEach, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { isPublicAddress, readWebhookUrl } from "@/lib/messages/webhooks/addresses";
import { postWebhook, type Resolve } from "@/lib/messages/webhooks/post";
import { aReceiver } from "./receiver";

const given = env.DEV_INBOX;
afterEach(() => {
  env.DEV_INBOX = given;
});

const INSIDE = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254", // the metadata of most clouds
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.168.1.1",
  "198.18.0.1",
  "203.0.113.9",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe", // 169.254.169.254 behind a translator
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "fc00::1",
  "fd00:ec2::254", // the metadata of a cloud
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "not an address",
  "",
];
const OUTSIDE = ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.15.0.1", "172.32.0.1", "192.169.0.1", "2606:4700::1111"];

test.each(INSIDE)("%s is not of the public internet", (address) => expect(isPublicAddress(address)).toBe(false));
test.each(OUTSIDE)("%s is of the public internet", (address) => expect(isPublicAddress(address)).toBe(true));

describe("what an organizer may type", () => {
  test.each([
    ["https://example.com/hook?key=1#part", "https://example.com/hook?key=1"],
    ["  https://EXAMPLE.com  ", "https://example.com/"],
    ["https://хук.укр/події", "https://xn--j1arf.xn--j1amh/%D0%BF%D0%BE%D0%B4%D1%96%D1%97"],
    ["https://8.8.8.8:8443/x", "https://8.8.8.8:8443/x"],
  ])("%s is an address", (typed, read) => expect(readWebhookUrl(typed)).toBe(read));

  test.each([
    "",
    "example.com",
    "http://example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "https://user:pass@example.com",
    "https://localhost",
    "http://localhost:3000",
    "https://router.local",
    "https://db.internal",
    "https://metadata.google.internal",
    "https://intranet",
    "https://127.0.0.1",
    "https://127.1",
    "https://2130706433",
    "https://0x7f000001",
    "https://0177.0.0.1",
    "https://10.0.0.1",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    "https://[fd00:ec2::254]",
    "https://１２７.０.０.１", // full-width digits
    "https://localhost.",
    "https://127.0.0.1.",
  ])("%s is none", (typed) => expect(readWebhookUrl(typed)).toBeUndefined());

  test("one's own machine is one while the product is tried out there, the rest of its network is not", () => {
    env.DEV_INBOX = "here";
    expect(readWebhookUrl("http://localhost:9000/x")).toBe("http://localhost:9000/x");
    expect(readWebhookUrl("http://127.0.0.1:9000/x")).toBe("http://127.0.0.1:9000/x");
    expect(readWebhookUrl("http://192.168.1.1/")).toBeUndefined();
    expect(readWebhookUrl("http://example.com/")).toBeUndefined();
  });
});

describe("where the connection goes", () => {
  const letter = (url: string) => ({ url, headers: {}, body: "{}" });
  const leadsTo = (...addresses: string[]): Resolve & { asked: number } => {
    const resolve: Resolve & { asked: number } = Object.assign(
      async () => {
        resolve.asked += 1;
        return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      },
      { asked: 0 },
    );
    return resolve;
  };

  test.each(INSIDE.slice(0, -2))("a name that leads to %s is not connected to", async (address) => {
    const sent = postWebhook(letter("https://hooks.example.com/"), leadsTo(address.replace(/%.*/, "")));
    await expect(sent).rejects.toThrow("leads inside");
  });

  test("a name that leads to several places is not connected to when one of them is inside", async () => {
    const sent = postWebhook(letter("https://hooks.example.com/"), leadsTo("1.1.1.1", "127.0.0.1"));
    await expect(sent).rejects.toThrow("leads inside");
  });

  test("a name that is changed after it was typed is not connected to either", async () => {
    const receiver = await aReceiver();
    const url = `http://hooks.example.com:${new URL(receiver.url).port}/`;
    await expect(postWebhook(letter(url), leadsTo("127.0.0.1"))).rejects.toThrow("leads inside");
    expect(receiver.received).toEqual([]);
    await receiver.close();
  });

  test("addresses that need no resolver are looked at, too", async () => {
    for (const url of ["http://127.0.0.1:9/", "http://[::1]:9/", "http://2130706433:9/", "http://[::ffff:7f00:1]:9/"])
      await expect(postWebhook(letter(url))).rejects.toThrow("leads inside");
  });

  test("the name is resolved once: what was checked is what is connected to", async () => {
    env.DEV_INBOX = "here";
    const receiver = await aReceiver();
    const { port } = new URL(receiver.url);
    let asked = 0;
    const turns: Resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    expect(await postWebhook(letter(`http://rebound.example.com:${port}/`), turns)).toBe(204);
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(`rebound.example.com:${port}`);
    await receiver.close();
  });

  test("a name that is not found is a failed try", async () => {
    const none: Resolve = async () => Promise.reject(new Error("getaddrinfo ENOTFOUND hooks.example.com"));
    await expect(postWebhook(letter("https://hooks.example.com/"), none)).rejects.toThrow("ENOTFOUND");
  });
});
