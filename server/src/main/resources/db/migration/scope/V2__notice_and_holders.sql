insert into scope.system_account (id, name)
values ('00000000-0000-7000-8000-00000000000d', 'notice');

-- The accounts that have a permission on a unit now. Told to the server's own accounts alone: who holds what is not for
-- everybody.
create function scope.holders(wanted text, asked uuid) returns setof uuid
    language sql stable parallel safe security definer rows 20
    set search_path = ''
begin atomic
    select distinct holding.account
      from scope.holding
      join scope.role_permission on role_permission.role = holding.role
      join scope.branch on branch.ancestor = holding.unit
     where scope.is_system()
       and role_permission.permission = wanted
       and branch.descendant = asked
       and holding.valid @> now()
       and branch.valid @> now();
end;

revoke all on function scope.holders from public;
grant execute on function scope.holders to sekisho_application;
