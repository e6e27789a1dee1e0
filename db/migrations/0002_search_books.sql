-- Search. Every book carries its words twice: as they are written (folded), and in one canonical Latin spelling, so that
-- Cyrillic, official and habitual transliterations and common confusions of letters all meet. The column is generated: it
-- cannot fall behind. The TypeScript schema does not name it, so that no ordinary select of a book carries it.
create extension if not exists pg_trgm;
--> statement-breakpoint
create extension if not exists unaccent;
--> statement-breakpoint
create extension if not exists btree_gin;
--> statement-breakpoint
create extension if not exists fuzzystrmatch;
--> statement-breakpoint
-- Words in small letters, one space between: no accents, no apostrophes (straight, curly, modifier), ґ as г. A word that mixes
-- alphabets is read in the one it can be read in whole, so that a Latin c in "Чиcтий" does no harm.
create function book_fold(source text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded text := translate(lower(source collate "uk-x-icu"), 'ґ''’‘ʼʹ`´′' || chr(173) || chr(769), 'г');
begin
  -- told its dictionary, unaccent depends on no setting
  folded := lower(public.unaccent('public.unaccent'::regdictionary, folded));
  folded := btrim(regexp_replace(folded, '[^[:alnum:]]+' collate "uk-x-icu", ' ', 'g'));
  if folded ~ '[a-z][0-9]*[а-яєії]|[а-яєії][0-9]*[a-z]' then
    select string_agg(case
        when word !~ '[a-z]' or word !~ '[а-яєії]' then word
        when translate(word, 'aceiopxykmtbh', '') !~ '[a-z]' then translate(word, 'aceiopxykmtbh', 'асеіорхукмтвн')
        else translate(word, 'асеіорхукмтвн', 'aceiopxykmtbh')
      end, ' ' order by place)
    into folded
    from regexp_split_to_table(folded, ' ') with ordinality as words (word, place);
  end if;
  return folded;
end $$;
--> statement-breakpoint
-- One Latin spelling for all ways to write a sound, of folded text: Їжак, Yizhak and Izhak are "izhak"; Скрам is "skram" and
-- Scrum "skrum", near enough for the search of typos. е and є, и and і, h and g are one here, and doubled letters are single.
create function book_latin(folded text) returns text language plpgsql immutable strict parallel safe as $$
declare
  latin text := folded;
  pair text[];
  letter text;
begin
  if latin ~ '[а-яєії]' then
    foreach pair slice 1 in array array[
      ['щ', 'sch'], ['зг', 'zh'], ['ж', 'zh'], ['х', 'h'], ['ц', 'ts'], ['ч', 'ch'], ['ш', 'sh'], ['ю', 'iu'], ['я', 'ia']
    ] loop
      latin := replace(latin, pair[1], pair[2]);
    end loop;
    latin := translate(latin, 'абвгдеєзиіїйклмнопрстуфыэъь', 'abvhdeeziiiiklmnoprstufie');
  end if;
  foreach pair slice 1 in array array[
    ['shch', 'sch'], ['zgh', 'zh'], ['kh', 'h'], ['ph', 'f'], ['ck', 'k'], ['ch', '§'], ['c', 'k'], ['k§', '§'], ['s§', 'sch'], ['§', 'ch'],
    ['yi', 'i'], ['ye', 'e'], ['yu', 'iu'], ['ya', 'ia'], ['yo', 'io'], ['je', 'e'], ['ju', 'iu'], ['ja', 'ia'], ['ie', 'e'], ['x', 'ks']
  ] loop
    latin := replace(latin, pair[1], pair[2]);
  end loop;
  latin := translate(latin, 'yqwg', 'ikvh');
  -- a loop over letters: a regular expression that looks back takes twenty times as long
  foreach letter in array string_to_array('a b d e f h i i k l m n o p r s t u v z', ' ') loop
    latin := replace(latin, letter || letter, letter);
  end loop;
  return latin;
end $$;
--> statement-breakpoint
-- A weighs most: the title as written; then B, the authors; then C, all of it in Latin.
create function book_search(title text, authors text[]) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  folded_title text := book_fold(title);
  folded_authors text := book_fold(array_to_string(authors, ' '));
begin
  return setweight(to_tsvector('simple', folded_title), 'A')
    || setweight(to_tsvector('simple', folded_authors), 'B')
    || setweight(to_tsvector('simple', book_latin(folded_title || ' ' || folded_authors)), 'C');
end $$;
--> statement-breakpoint
alter table books add column search tsvector not null generated always as (book_search(title, authors)) stored;
--> statement-breakpoint
create index books_by_words on books using gin (campaign_id, search);
--> statement-breakpoint
-- Every word of a community's books in Latin, to find what somebody meant who slipped on a letter. Words are never taken away:
-- one that no book has any more only finds nothing.
create table book_words (
  community_id uuid not null references communities (id),
  word text not null,
  primary key (community_id, word)
);
--> statement-breakpoint
create index book_words_alike on book_words using gin (community_id, word gin_trgm_ops);
--> statement-breakpoint
-- In one order always, so that two who list books at once never wait for each other in a circle.
create function keep_book_words() returns trigger language plpgsql as $$
begin
  insert into book_words (community_id, word)
  select distinct book.community_id, term.lexeme
  from listed as book, unnest(book.search) as term
  where 'C' = any (term.weights) and length(term.lexeme) between 4 and 40 and term.lexeme !~ '[0-9]'
  order by 1, 2
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger books_keep_words_of_new after insert on books
  referencing new table as listed for each statement execute function keep_book_words();
--> statement-breakpoint
create trigger books_keep_words_of_edited after update on books
  referencing new table as listed for each statement execute function keep_book_words();
--> statement-breakpoint
-- The known words nearest to a Latin spelling: one slip in four letters, two in more; what is typed so far may be the beginning of a word.
-- The threshold is part of the function, so that no session has to be told.
create function book_words_like(community uuid, meant text, at_most int)
  returns table (word text, slips int) language sql stable parallel safe
  set pg_trgm.similarity_threshold = 0.22
as $$
  select near.word, near.slips
  from (
    select known.word,
      least(levenshtein_less_equal(known.word, meant, 2), levenshtein_less_equal(left(known.word, length(meant)), meant, 2)) as slips,
      similarity(known.word, meant) as likeness
    from book_words as known
    where known.community_id = community and known.word % meant and length(meant) between 4 and 40
  ) as near
  where near.slips <= case when length(meant) > 4 then 2 else 1 end
  order by near.slips, near.likeness desc, near.word
  limit at_most
$$;;
--> statement-breakpoint
-- The other orders of a list of books, and the desk's.
CREATE INDEX "books_shown_by_minimum" ON "books" USING btree ("community_id","campaign_id","minimum_minor","id") WHERE "books"."status" = 'listed';
--> statement-breakpoint
CREATE INDEX "books_shown_by_title" ON "books" USING btree ("community_id","campaign_id","title" collate "uk-x-icu","id") WHERE "books"."status" = 'listed';
--> statement-breakpoint
CREATE INDEX "books_at_desk" ON "books" USING btree ("community_id","campaign_id","created_at","id");
