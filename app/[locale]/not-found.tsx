import { NotFoundText } from "@/app/_ui/not-found-text";

/** Inside a language, an address that leads nowhere. The language of the page it stands in is not told here, so both speak. */
export default function NotFound() {
  return <NotFoundText />;
}
