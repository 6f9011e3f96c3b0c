-- What is searched of evidence: who acted, and the facts.
select console.index_words('evidence_by_words', 'ledger.evidence', 'actor || '' '' || facts::text');

-- Evidence that the acting account may see and that all patterns fit, newest first. Runs as the owner, because an index
-- cannot be used below a policy by an operator that might tell what it saw; so it asks for the scope itself.
create function ledger.search_evidence(patterns text[], most integer) returns setof uuid
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query execute $query$
        select evidence.id
          from ledger.evidence
         where actor || ' ' || facts::text ilike $1
           and actor || ' ' || facts::text ilike all ($2)
           and ((select scope.everywhere('evidence.read')) or evidence.unit in (select scope.units('evidence.read')))
         order by evidence.recorded desc
         limit $3
        $query$ using patterns[1], patterns, most;
end
$$;

revoke all on function ledger.search_evidence from public;
grant execute on function ledger.search_evidence to sekisho_application;
