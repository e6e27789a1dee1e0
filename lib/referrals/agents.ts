/** What a request to a link is taken for: a person and their app, or a robot and why. Nothing of the agent itself is kept. */
export type Caller = {
  botReason: string | null;
  app: string;
  /** A robot that reads pages for others, and is shown what a preview is made of. Programs are sent on as people are. */
  wantsPreview: boolean;
};

type Asked = { method: string; agent: string; purpose?: string | undefined };

/**
 * Robots that fetch previews, index pages or are programs, by words that people's browsers do not carry. Never a bare "google":
 * Instagram's in-app browser on a Pixel has it. Sources: the click model of the design, and the robots' own pages.
 */
const ROBOTS: [reason: string, words: RegExp][] = [
  ["facebook preview", /facebookexternalhit|facebot|facebookbot|meta-(?:external|webindexer)|facebookcatalog/i],
  ["telegram preview", /telegrambot/i],
  ["twitter preview", /twitterbot/i],
  ["whatsapp preview", /^whatsapp\//i],
  ["viber preview", /^viber(?:\/|$)|viberurldownloader|viberbot/i],
  ["linkedin preview", /linkedinbot/i],
  ["slack preview", /slackbot|slack-imgproxy/i],
  ["discord preview", /discordbot/i],
  ["skype preview", /skypeuripreview/i],
  ["pinterest preview", /pinterestbot|pinterest\/0\./i],
  [
    "other preview",
    /vkshare|embedly|iframely|opengraph|metainspector|link-?preview|url ?preview|redditbot|applebot|mastodon\/|cardyb|kakaotalk-scrap|line-poker|flipboardproxy|onebox|ms-office|google web preview|googleimageproxy|yahoomailproxy|google favicon|^tumblr\/|w3c_validator/i,
  ],
  [
    "search robot",
    /googlebot|google-inspectiontool|googleother|google-read-aloud|google-safety|google-site-verification|adsbot|mediapartners|feedfetcher|storebot|apis-google|bingbot|bingpreview|msnbot|yandex(?:bot|images|mobile|direct|metrika|accessibility|favicons)|duckduckbot|baiduspider|sogou.{0,12}spider|petalbot|seznambot|yeti\/|qwantify|exabot|coccocbot|slurp|ia_archiver|archive\.org/i,
  ],
  [
    "ai robot",
    /gptbot|oai-searchbot|chatgpt-user|claudebot|claude-(?:web|user|searchbot)|anthropic-ai|perplexity(?:bot|-user)|ccbot|bytespider|amazonbot|cohere-|diffbot|youbot|imagesift|ai2bot|mistralai-user|google-(?:extended|notebooklm|cloudvertex)/i,
  ],
  [
    "seo robot",
    /ahrefs|semrush|mj12bot|dotbot|rogerbot|screaming frog|serpstat|dataforseo|blexbot|seokicks|sistrix|megaindex|barkrowler/i,
  ],
  [
    "monitor",
    /uptimerobot|pingdom|statuscake|site24x7|newrelic|datadog|gtmetrix|lighthouse|pagespeed|better ?uptime|better stack|checkly|uptime-kuma|censysinspect|zgrab|nuclei|nikto|sqlmap|masscan/i,
  ],
  [
    "program",
    /^(?:curl|wget|python|java|go-http|okhttp|axios|node|undici|got|ruby|perl|php|libwww|lwp|apache-httpclient|httpie|postman|insomnia|dart|reqwest|guzzle|aiohttp|httpx|scrapy|k6|wrk|ab)(?:[\s/\-_.]|$)|python-requests|node-fetch|go-http-client|libcurl|httrack|\bjsdom\//i,
  ],
  [
    "headless browser",
    /headless|phantomjs|puppeteer|playwright|selenium|slimerjs|electron\/.*(?:nightmare|prerender)|prerender/i,
  ],
  [
    // a phone may be a Cubot
    "robot by its own word",
    /\bbot\b|bot\/|(?<!\bcu)[a-z]{3}bot[;\s)]|crawler|spider|\bcrawl|scraper|archiver|validator|fetcher\b|\bpreview\//i,
  ],
];
/** Reasons of robots that read pages. */
const READS_PAGES = /(?:preview|robot|word)$/;

/** Apps and browsers by their words, the app inside which a page is shown before the engine that shows it. */
const APPS: [app: string, words: RegExp][] = [
  ["instagram", /\binstagram\b/i],
  ["facebook", /\bFBAN\b|\bFBAV\b|\bFB_IAB\b|\[FB/],
  ["telegram", /\btelegram\b/i],
  ["viber", /\bviber\b/i],
  ["linkedin", /linkedinapp/i],
  ["tiktok", /musical_ly|bytedance|tiktok/i],
  ["twitter", /twitter for/i],
  ["whatsapp", /\bwhatsapp\b/i],
  ["samsung", /samsungbrowser/i],
  ["edge", /\bedg(?:e|a|ios)?\//i],
  ["opera", /\bop[rtx]\/|\bopera\b/i],
  ["firefox", /firefox|fxios/i],
  ["chrome", /chrome|crios/i],
  ["safari", /safari|applewebkit/i],
];

/** The person or robot behind a request. HEAD and prefetching are no visits; an empty agent is a program's. */
export function callerOf({ method, agent: whole, purpose }: Asked): Caller {
  const agent = whole.slice(0, AGENT_MAX);
  if (method !== "GET") return robot("not a visit", agent);
  if (/prefetch|prerender|preview/i.test(purpose ?? "")) return robot("prefetch", agent);
  const known = callers.get(agent);
  if (known) return known;
  const caller = byAgent(agent);
  if (callers.size >= CALLERS_MAX) callers.clear();
  callers.set(agent, caller);
  return caller;
}

/** What the agents of the last while were taken for: asking every word of every request would take longer than the rest of it. */
const callers = new Map<string, Caller>();
const CALLERS_MAX = 2_000;
const AGENT_MAX = 512; // of 16,000 signs a program may send, some expressions would make seconds

function byAgent(agent: string): Caller {
  if (agent.trim() === "") return robot("no agent", agent);
  const found = ROBOTS.find(([, words]) => words.test(agent));
  if (found) return robot(found[0], agent);
  if (!/mozilla|opera/i.test(agent)) return robot("no browser", agent);
  return { botReason: null, app: appOf(agent), wantsPreview: false };
}

const robot = (botReason: string, agent: string): Caller => ({
  botReason,
  app: appOf(agent),
  wantsPreview: READS_PAGES.test(botReason),
});

const appOf = (agent: string) => APPS.find(([, words]) => words.test(agent))?.[0] ?? "other";
