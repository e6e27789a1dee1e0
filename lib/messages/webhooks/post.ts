import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { mayConnect } from "./addresses";

export const ANSWER_WITHIN_MS = 5_000;
const ANSWER_MAX_BYTES = 16 * 1024;

type Letter = { url: string; headers: Record<string, string>; body: string };
/** Answers the status the address gave. Throws when it gave none. */
export type Post = (letter: Letter) => Promise<number>;
type Found = { address: string; family: number }[];
export type Resolve = (host: string) => Promise<Found>;

/**
 * Posts one signed body. The name is resolved here, once: the connection goes to an address that was checked, and to no other.
 * Redirects are not followed, five seconds is all it may take, and of the answer's body a little is read, so that the other side
 * can finish. Refuses to connect inside: not to this machine, its network, or a cloud's metadata.
 */
export function postWebhook({ url, headers, body }: Letter, resolve: Resolve = lookUp): Promise<number> {
  const target = new URL(url);
  const literal = target.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) && !mayConnect(literal)) return Promise.reject(inside());
  return new Promise((answered, reject) => {
    const request = (target.protocol === "http:" ? http : https).request(target, {
      method: "POST",
      agent: false, // a connection of its own: none that was opened for another name
      lookup: checked(resolve),
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Bookraiser-Webhooks/1",
      },
    });
    const timer = setTimeout(() => request.destroy(notSent("TIMEOUT", "no answer within 5 seconds")), ANSWER_WITHIN_MS);
    request.on("response", (response) => {
      answered(response.statusCode ?? 0);
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > ANSWER_MAX_BYTES) request.destroy();
      });
      response.on("error", () => {}); // its status is all that counts
      response.on("close", () => clearTimeout(timer));
    });
    request.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
}

const inside = () => notSent("INSIDE", "the address leads inside, not to the internet");

/** As Node's own faults of the net: a code that the page has words for. */
function notSent(code: "INSIDE" | "TIMEOUT", message: string) {
  return Object.assign(new Error(message), { code });
}

function checked(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => mayConnect(address))) return callback(inside(), "", 0);
        if (options.all) return callback(null, found);
        callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

function lookUp(host: string): Promise<Found> {
  return dns.promises.lookup(host, { all: true });
}
