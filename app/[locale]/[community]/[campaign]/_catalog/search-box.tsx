"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useTransition } from "react";
import { Icon } from "@/app/_ui/icon";

const PAUSE_MS = 250;

type SearchBoxProps = {
  /** The list's address, and what else is chosen there. */
  action: string;
  filters: readonly (readonly [string, string])[];
  query: string;
  /** This is the list itself: typing replaces its address instead of leading to it. */
  live?: boolean;
  words: { label: string; placeholder: string; go: string };
};

// What was typed on the way from one page to the next, so that no letter and no keyboard is lost between them.
let carried: string | null = null;

/** A plain search form; with JavaScript the list follows the typing and the address follows the list. */
export function SearchBox({ action, filters, query, live, words }: SearchBoxProps) {
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isSearching, startSearch] = useTransition();

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come
  useEffect(() => {
    const field = input.current;
    if (live && field && carried !== null) {
      field.value = carried;
      field.focus();
      if (carried !== query) search(carried);
      carried = null;
    }
    return () => clearTimeout(timer.current);
  }, []);

  function search(typed: string) {
    const chosen = new URLSearchParams(filters.filter(([name]) => name !== "q").map(([name, value]) => [name, value]));
    if (typed.trim()) chosen.set("q", typed.trim());
    const address = `${action}${chosen.size > 0 ? `?${chosen}` : ""}` as Route;
    startSearch(() => {
      if (live) router.replace(address, { scroll: false });
      else router.push(address);
    });
  }

  function type(typed: string) {
    if (!live) carried = typed;
    clearTimeout(timer.current);
    if (live || typed.trim().length > 1) timer.current = setTimeout(() => search(typed), PAUSE_MS);
  }

  return (
    <search>
      <form action={action} className="search-box" aria-busy={isSearching}>
        {filters.map(
          ([name, value]) => name !== "q" && <input key={`${name} ${value}`} type="hidden" name={name} value={value} />,
        )}
        <label className="hidden-text" htmlFor={id}>
          {words.label}
        </label>
        <Icon name="search" />
        <input
          ref={input}
          id={id}
          className="input"
          type="search"
          name="q"
          defaultValue={query}
          placeholder={words.placeholder}
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          onChange={(event) => type(event.currentTarget.value)}
        />
        <button className="button" type="submit">
          <Icon name="search" />
          <span>{words.go}</span>
        </button>
      </form>
    </search>
  );
}
