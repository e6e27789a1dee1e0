export default {
  cacheComponents: true,
  partialPrefetching: false,
  compress: false,
  poweredByHeader: false,
  images: { unoptimized: true },
};
