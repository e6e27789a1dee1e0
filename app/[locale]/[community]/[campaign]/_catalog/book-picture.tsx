import { Cover } from "@/app/_ui/cover";
import type { PhotoOfBook } from "@/lib/catalog/state";
import { photoUrl } from "./paths";

type BookPictureProps = {
  communityId: string;
  book: { code: string; title: string; authors: string[]; category: string; language: string };
  photo: PhotoOfBook | null;
  alt: string;
  /** Where it will stand, for the browser's choice of a width. */
  sizes: string;
  /** Seen at once: not put off until it is scrolled to. */
  first?: boolean;
};

/** A real photo of the copy, blurred until it has come, or else the cover set for it. */
export function BookPicture({ communityId, book, photo, alt, sizes, first }: BookPictureProps) {
  if (!photo) return <Cover {...book} seed={book.code} />;
  const url = (width: number) => photoUrl(communityId, photo.id, width);
  return (
    // biome-ignore lint/performance/noImgElement: the widths were made at upload; there is nothing to optimize
    <img
      className="book-photo"
      src={url(640)}
      srcSet={`${url(320)} 320w, ${url(640)} 640w, ${url(1280)} 1280w`}
      sizes={sizes}
      width={photo.width}
      height={photo.height}
      alt={alt}
      loading={first ? "eager" : "lazy"}
      decoding="async"
      style={{ backgroundImage: `url("${photo.blur}")` }}
    />
  );
}
