import { books } from "@/db/schema";

// What each kind of reader is shown of a book, from the least to the most, so that a query says who reads and not what.

/** In a list. */
export const cardColumns = {
  id: books.id,
  code: books.code,
  title: books.title,
  authors: books.authors,
  isbn13: books.isbn13,
  language: books.language,
  category: books.category,
  condition: books.condition,
  minimumMinor: books.minimumMinor,
  currency: books.currency,
  city: books.city,
  pickupPoint: books.pickupPoint,
  listedAt: books.listedAt,
};

/** On its page: all that anyone may know. */
export const publicColumns = {
  ...cardColumns,
  communityId: books.communityId,
  campaignId: books.campaignId,
  publisher: books.publisher,
  year: books.year,
  description: books.description,
};

/** What only its giver and the organizers hear besides. */
export const ownColumns = {
  status: books.status,
  rejectReason: books.rejectReason,
  createdAt: books.createdAt,
};
