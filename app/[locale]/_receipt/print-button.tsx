"use client";

import { useEffect, useState } from "react";
import { Button } from "@/app/_ui/button";

/** Opens the browser's print window. Shown only once it can work: the browser's own menu does the same. */
export function PrintButton({ children }: { children: string }) {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return isReady ? <Button onClick={() => window.print()}>{children}</Button> : null;
}
