-- The known words nearest to a Latin spelling: one slip in four letters, two in more; what is typed so far may be the beginning of a
-- word, and two neighbours that changed places are one slip. Words with much in common are looked at first, and those with less only
-- when that leaves room for more and none is a single slip away: among 200,000 words most are ruled out by letters they do not share,
-- one by one. In words of four or five letters one slip leaves little in common.
--
-- PostgreSQL knows the setting once its extension is loaded.
select similarity('', '');
--> statement-breakpoint
create or replace function book_words_like(community uuid, meant text, at_most int)
  returns table (word text, slips int) language plpgsql stable
  set pg_trgm.similarity_threshold = 0.3
as $$
declare
  most int := case when length(meant) > 4 then 2 else 1 end;
  swapped text[] := array(
    select left(meant, place - 1) || substr(meant, place + 1, 1) || substr(meant, place, 1) || substr(meant, place + 2)
    from generate_series(1, length(meant) - 1) as place
  );
  words text[];
  counts int[];
begin
  if length(meant) not between 4 and 40 then
    return;
  end if;
  for attempt in case when length(meant) > 5 then 1 else 2 end..2 loop
    if attempt = 2 then
      perform set_config('pg_trgm.similarity_threshold', '0.22', true); -- ends with this function
    end if;
    select array_agg(nearest.word order by nearest.place), array_agg(nearest.slips order by nearest.place)
    into words, counts
    from (
      select near.word, near.slips, row_number() over (order by near.slips, near.likeness desc, near.word) as place
      from (
        select alike.word,
          case
            when alike.word = meant then 0
            when alike.word = any (swapped) then 1
            else least(
              levenshtein_less_equal(alike.word, meant, most),
              levenshtein_less_equal(left(alike.word, length(meant)), meant, most)
            )
          end as slips,
          similarity(alike.word, meant) as likeness
        from (
          select known.word from book_words as known where known.community_id = community and known.word % meant
          union
          select known.word from book_words as known where known.community_id = community and known.word = any (swapped)
        ) as alike
      ) as near
      where near.slips <= most
      order by place
      limit at_most
    ) as nearest;
    exit when counts[1] = 1 or cardinality(words) = at_most;
  end loop;
  return query select * from unnest(words, counts);
end $$;
