import { BlockList, isIP } from "node:net";
import { env } from "@/lib/core/env";

/** The IANA registries of special-purpose addresses: whatever is not for everybody on the internet. */
const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16", // where clouds keep their metadata, too
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
// Of IPv6 only the global unicast block is public; these lie in it and are not. Mapped and translated IPv4 lie outside it.
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const v4 = listOf(SPECIAL_V4, "ipv4");
const v6 = listOf(SPECIAL_V6, "ipv6");
const globalUnicast = listOf(["2000::/3"], "ipv6");
const loopback = listOf(["127.0.0.0/8"], "ipv4");

/** Whether an IP address is one of the public internet's. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !v4.check(address, "ipv4");
  return family === 6 && globalUnicast.check(address, "ipv6") && !v6.check(address, "ipv6");
}

function isLoopback(address: string): boolean {
  return isIP(address) === 4 ? loopback.check(address, "ipv4") : address === "::1";
}

/**
 * While the product is tried out on one's own machine (there is a development inbox), addresses of that machine may be told, too,
 * and without TLS.
 */
export const isTryingOut = () => env.DEV_INBOX !== undefined;

/** Whether this installation may connect to an IP address that an organizer's address led to. */
export function mayConnect(address: string): boolean {
  return isPublicAddress(address) || (isTryingOut() && isLoopback(address));
}

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
// Names that lead nowhere on the internet, whatever a resolver nearby makes of them.
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|test|invalid|arpa)\.?$/;

/** A webhook's address in its one spelling, or nothing when it cannot be one. Names are looked up again when it is used. */
export function readWebhookUrl(text: string): string | undefined {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  url.hash = "";
  if (url.username || url.password) return undefined;
  if (HERE.test(url.hostname)) return isTryingOut() && /^https?:$/.test(url.protocol) ? url.href : undefined;
  if (url.protocol !== "https:") return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return isPublicAddress(host) ? url.href : undefined;
  return host.includes(".") && !INSIDE.test(host) ? url.href : undefined;
}

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", bits] = range.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}
