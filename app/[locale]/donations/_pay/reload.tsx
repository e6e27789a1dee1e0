"use client";

import { useEffect } from "react";

/** Goes on to an address after some seconds, unless the page is left before. Without JavaScript the browser does it. */
export function Reload({ to, seconds }: { to: string; seconds: number }) {
  useEffect(() => {
    const timer = setTimeout(() => location.replace(to), seconds * 1000);
    return () => clearTimeout(timer);
  }, [to, seconds]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`${seconds};url=${to}`} />
    </noscript>
  );
}
