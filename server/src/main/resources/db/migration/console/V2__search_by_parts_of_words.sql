-- Finds parts of words by their trigrams, where the database has that extension; without it a search reads every row.
do $$
begin
    create extension if not exists pg_trgm schema console;
exception
    when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'without the extension pg_trgm searching is slower: %', sqlerrm;
end
$$;

-- For the migrations of rooms: an index by trigrams of an expression over a table's columns.
create function console.index_words(name text, over regclass, expression text) returns void
    language plpgsql
    set search_path = ''
as $$
declare
    place name;
begin
    select nspname into place
      from pg_catalog.pg_extension
      join pg_catalog.pg_namespace on pg_namespace.oid = extnamespace
     where extname = 'pg_trgm';
    if place is not null then
        execute format('create index %I on %s using gin ((%s) %I.gin_trgm_ops)', name, over, expression, place);
    end if;
end
$$;

revoke all on function console.index_words from public;
