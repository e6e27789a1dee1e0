import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  cacheComponents: true,
  cacheHandler: require.resolve("./app/_cli/page-cache.mjs"),
  partialPrefetching: false,
  reactCompiler: true,
  typedRoutes: true,
  compress: false, // the server in app/_cli compresses, after it has read the page for its policy
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // types are checked by the tests, not by everyone who starts the product
  // Photos are re-encoded to a few widths at upload, so the optimizer has nothing to do and no way in.
  images: { unoptimized: true },
  serverExternalPackages: ["sharp", "pino", "smtp-server", "mailparser", "nodemailer", "rate-limiter-flexible"],
  // Five photos of 10 MB and the form's own fields.
  experimental: { serverActions: { bodySizeLimit: "55mb" }, globalNotFound: true, isrFlushToDisk: false },
};

export default nextConfig;
