import type { Contact } from "@/lib/claims/handovers/queries";

/** A name, and the ways to reach whoever bears it, as far as they are shown. */
export function ContactLines({ contact, none }: { contact: Contact; none?: string }) {
  const { name, email, phone, telegram } = contact;
  const hasNone = !email && !phone && !telegram;
  return (
    <>
      <span>{name}</span>
      {email && (
        <a className="contact-line" href={`mailto:${email}`}>
          {email}
        </a>
      )}
      {phone && (
        <a className="contact-line nums" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
          {phone}
        </a>
      )}
      {telegram && (
        <a
          className="contact-line"
          href={`https://t.me/${telegram.replace(/^@/, "")}`}
          target="_blank"
          rel="noreferrer noopener"
        >
          {telegram}
        </a>
      )}
      {none && hasNone && <span className="contact-line muted small">{none}</span>}
    </>
  );
}
