-- Every piece of evidence is written twice, when it is recorded and when it gets its place; an index of its trigrams costs
-- too much of the intake. Without it the search goes back in time over a bounded number of pieces.
drop index if exists ledger.evidence_by_words;

create or replace function ledger.search_evidence(patterns text[], most integer) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select recent.id
      from (select evidence.id, evidence.recorded, evidence.actor || ' ' || evidence.facts::text as words
              from ledger.evidence
             where ((select scope.everywhere('evidence.read')) or evidence.unit in (select scope.units('evidence.read')))
             order by evidence.recorded desc
             limit 100000) as recent
     where recent.words ilike all (patterns)
     order by recent.recorded desc
     limit most;
end;
