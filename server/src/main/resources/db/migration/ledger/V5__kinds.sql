create index evidence_by_kind on ledger.evidence (kind);

-- The kinds of evidence that there are, one step in the index for each instead of reading every row. That something of a
-- kind has happened somewhere is no secret.
create function ledger.kinds() returns setof text
    language sql stable security definer
    set search_path = ''
begin atomic
    with recursive found (kind) as (
        (select kind from ledger.evidence order by kind limit 1)
         union all
        select (select next.kind from ledger.evidence as next where next.kind > found.kind order by next.kind limit 1)
          from found
         where found.kind is not null
    )
    select kind from found where kind is not null;
end;

revoke all on function ledger.kinds from public;
grant execute on function ledger.kinds to sekisho_application;
