/** What a request to a link is taken for: a person and their app, or a robot and why. Nothing of the agent itself is kept. */
export type Caller = { botReason: string | null; app: string };

type Asked = { method: string; agent: string; purpose?: string | undefined };

/**
 * Robots that fetch previews, index pages or are programs, by words that people's browsers do not carry. Never a bare "google":
 * Instagram's in-app browser on a Pixel has it. Sources: the click model of the design, and the robots' own pages.
 */
const ROBOTS: [reason: string, words: RegExp][] = [
  ["facebook preview", /facebookexternalhit|facebot|meta-external|facebookcatalog/i],
  ["telegram preview", /telegrambot/i],
  ["twitter preview", /twitterbot/i],
  ["whatsapp preview", /^whatsapp\//i],
  ["viber preview", /^viber(?:\/|$)|viberurldownloader/i],
  ["linkedin preview", /linkedinbot/i],
  ["slack preview", /slackbot|slack-imgproxy/i],
  ["discord preview", /discordbot/i],
  ["skype preview", /skypeuripreview/i],
  ["pinterest preview", /pinterestbot|pinterest\/0\./i],
  [
    "other preview",
    /vkshare|embedly|iframely|opengraph|metainspector|linkpreview|snapchat.*bot|redditbot|applebot|mastodon|bluesky|cardyb|ia_archiver|w3c_validator/i,
  ],
  [
    "search robot",
    /googlebot|google-inspectiontool|googleother|google-read-aloud|google-safety|adsbot|mediapartners|feedfetcher|storebot|apis-google|bingbot|bingpreview|msnbot|yandex(?:bot|images|mobile|direct|metrika)|duckduckbot|baiduspider|sogou|petalbot|seznambot|naver|yeti\/|qwantify|exabot|coccocbot/i,
  ],
  [
    "ai robot",
    /gptbot|oai-searchbot|chatgpt-user|claudebot|claude-(?:web|user|searchbot)|anthropic|perplexity|ccbot|bytespider|amazonbot|cohere|diffbot|youbot|imagesift|ai2bot/i,
  ],
  [
    "seo robot",
    /ahrefs|semrush|mj12bot|dotbot|rogerbot|screaming frog|serpstat|dataforseo|blexbot|seokicks|sistrix|megaindex|barkrowler/i,
  ],
  [
    "monitor",
    /uptimerobot|pingdom|statuscake|site24x7|newrelic|datadog|gtmetrix|lighthouse|pagespeed|chrome-lighthouse|better ?uptime|checkly/i,
  ],
  [
    "program",
    /^(?:curl|wget|python|java|go-http|okhttp|axios|node|undici|got|ruby|perl|php|libwww|lwp|apache-httpclient|httpie|postman|insomnia|dart|reqwest|guzzle|aiohttp|httpx|scrapy|k6|wrk|ab)(?:[\s/\-_.]|$)|python-requests|node-fetch|go-http-client|libcurl/i,
  ],
  [
    "headless browser",
    /headless|phantomjs|puppeteer|playwright|selenium|slimerjs|electron\/.*(?:nightmare|prerender)|prerender/i,
  ],
  [
    "robot by its own word",
    /\bbot\b|bot\/|[a-z]bot[/;\s)]|crawler|spider|\bcrawl|scraper|archiver|validator|fetcher\b|preview\b/i,
  ],
];

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
  ["opera", /\bopr\/|\bopera\b/i],
  ["firefox", /firefox|fxios/i],
  ["chrome", /chrome|crios/i],
  ["safari", /safari|applewebkit/i],
];

/** The person or robot behind a request. HEAD and prefetching are no visits; an empty agent is a program's. */
export function callerOf({ method, agent, purpose }: Asked): Caller {
  const app = APPS.find(([, words]) => words.test(agent))?.[0] ?? "other";
  if (method !== "GET") return { botReason: "not a visit", app };
  if (/prefetch|prerender|preview/i.test(purpose ?? "")) return { botReason: "prefetch", app };
  if (agent.trim() === "") return { botReason: "no agent", app };
  const robot = ROBOTS.find(([, words]) => words.test(agent));
  if (robot) return { botReason: robot[0], app };
  if (!/mozilla|opera/i.test(agent)) return { botReason: "no browser", app };
  return { botReason: null, app };
}
