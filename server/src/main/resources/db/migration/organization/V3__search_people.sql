-- What is searched of a person: names, reading, number and address.
select console.index_words('person_by_words', 'organization.person',
    'family_name || '' '' || given_name || '' '' || reading || '' '' || number || '' '' || coalesce(email, '''')');

-- People whom the acting account may see and whom all patterns fit. Runs as the owner, because an index cannot be used
-- below a policy by an operator that might tell what it saw; so it asks for the scope itself. The first pattern, best the
-- longest, leads through the index.
create function organization.search_people(patterns text[], most integer) returns setof uuid
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query execute $query$
        select person.id
          from organization.person
         where family_name || ' ' || given_name || ' ' || reading || ' ' || number || ' ' || coalesce(email, '') ilike $1
           and family_name || ' ' || given_name || ' ' || reading || ' ' || number || ' ' || coalesce(email, '')
               ilike all ($2)
           and ((select scope.everywhere('person.read')) or person.unit in (select scope.units('person.read')))
         limit $3
        $query$ using patterns[1], patterns, most;
end
$$;

revoke all on function organization.search_people from public;
grant execute on function organization.search_people to sekisho_application;
