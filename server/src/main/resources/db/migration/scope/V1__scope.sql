-- What an account may do on which units. Only functions are open to the application: it can neither give itself a
-- permission nor hang a unit elsewhere by writing these tables.

create table scope.system_account (
    id   uuid primary key,
    name text not null unique
);

insert into scope.system_account (id, name)
values ('00000000-0000-7000-8000-00000000000a', 'setup'),
       ('00000000-0000-7000-8000-00000000000b', 'authentication'),
       ('00000000-0000-7000-8000-00000000000c', 'sequencer');

create table scope.role_permission (
    role       uuid not null,
    permission text not null,
    primary key (role, permission)
);

create table scope.holding (
    id      uuid primary key,
    account uuid      not null,
    role    uuid      not null,
    unit    uuid      not null,
    valid   tstzrange not null check (not isempty(valid))
);

create index holding_by_account on scope.holding (account);

-- For every unit and every unit above it, itself included: from when until when.
create table scope.branch (
    ancestor   uuid      not null,
    descendant uuid      not null,
    valid      tstzrange not null check (not isempty(valid)),
    primary key (ancestor, descendant, valid)
);

create index branch_by_descendant on scope.branch (descendant);

-- The account that acts in this transaction, null if none does.
create function scope.account() returns uuid
    language sql stable parallel safe
    set search_path = ''
return nullif(current_setting('sekisho.account', true), '')::uuid;

create function scope.is_system() returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
return exists (select from scope.system_account where id = scope.account());

-- A token may be limited to some of the permissions of its account.
create function scope.within_token(wanted text) returns boolean
    language sql stable parallel safe
    set search_path = ''
return coalesce(nullif(current_setting('sekisho.token_permissions', true), ''), wanted) = wanted
       or wanted = any (string_to_array(current_setting('sekisho.token_permissions', true), ' '));

-- The units on which the acting account has a permission now: those of its holdings and all below them.
create function scope.units(wanted text) returns setof uuid
    language sql stable parallel safe security definer rows 1000
    set search_path = ''
begin atomic
    select branch.descendant
      from scope.branch
     where scope.is_system()
       and branch.ancestor = branch.descendant
     union
    select branch.descendant
      from scope.holding
      join scope.role_permission on role_permission.role = holding.role
      join scope.branch on branch.ancestor = holding.unit
     where holding.account = scope.account()
       and role_permission.permission = wanted
       and holding.valid @> now()
       and branch.valid @> now()
       and scope.within_token(wanted);
end;

-- Whether the acting account has a permission on the whole group, and so on every unit that there is, was or will be.
-- Policies ask this first: the list of all units would be the longest, and would decide nothing.
create function scope.everywhere(wanted text) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
return scope.is_system()
       or scope.within_token(wanted)
          and exists (select from scope.holding
                        join scope.role_permission on role_permission.role = holding.role
                       where holding.account = scope.account()
                         and holding.unit = '00000000-0000-7000-8000-000000000001'
                         and role_permission.permission = wanted
                         and holding.valid @> now());

-- The units on which the acting account has a permission; null if they are more than so many, or all.
create function scope.reach(wanted text, most integer) returns uuid[]
    language sql stable parallel safe security definer
    set search_path = ''
begin atomic
    select case when scope.everywhere(wanted) or count(*) > most then null else coalesce(array_agg(unit), '{}') end
      from (select unit from scope.units(wanted) as unit where not scope.everywhere(wanted) limit most + 1) as few;
end;

create function scope.holds(wanted text, asked uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
return scope.everywhere(wanted)
       or scope.within_token(wanted)
          and exists (select from scope.branch
                        join scope.holding on holding.unit = branch.ancestor
                        join scope.role_permission on role_permission.role = holding.role
                       where branch.descendant = asked
                         and branch.valid @> now()
                         and holding.account = scope.account()
                         and holding.valid @> now()
                         and role_permission.permission = wanted);

-- Every permission that the acting account has on any unit now.
create function scope.permissions() returns setof text
    language sql stable parallel safe security definer
    set search_path = ''
begin atomic
    select distinct role_permission.permission
      from scope.holding
      join scope.role_permission on role_permission.role = holding.role
     where holding.account = scope.account()
       and holding.valid @> now()
       and scope.within_token(role_permission.permission);
end;

-- A unit and all below it now, as far as they are below it; who may see them is decided by the tables' own policies.
create function scope.below(top uuid) returns setof uuid
    language sql stable parallel safe security definer rows 100
    set search_path = ''
begin atomic
    select descendant from scope.branch where ancestor = top and valid @> now();
end;

create function scope.above(bottom uuid) returns setof uuid
    language sql stable parallel safe security definer rows 8
    set search_path = ''
begin atomic
    select ancestor from scope.branch where descendant = bottom and valid @> now();
end;

-- Gives a role on a unit. Nobody can give what he does not hold there himself.
create function scope.hold(grant_id uuid, holder uuid, given uuid, held_on uuid, during tstzrange) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not scope.is_system() then
        if not scope.holds('role.grant', held_on) then
            raise insufficient_privilege using message = 'giving roles on this unit needs the permission role.grant there';
        end if;
        if exists (select from scope.role_permission
                    where role = given
                      and not scope.holds(permission, held_on)) then
            raise insufficient_privilege
                using message = 'a role can only be given by somebody who holds all its permissions on that unit';
        end if;
    end if;
    insert into scope.holding (id, account, role, unit, valid) values (grant_id, holder, given, held_on, during);
end
$$;

-- Ends a holding now. What has not begun is removed.
create function scope.release(grant_id uuid) returns void
    language plpgsql security definer
    set search_path = ''
as $$
declare
    held scope.holding;
begin
    select * into held from scope.holding where id = grant_id for update;
    if not found then
        raise no_data_found using message = 'there is no such grant';
    end if;
    if not scope.is_system() and not scope.holds('role.grant', held.unit) then
        raise insufficient_privilege using message = 'ending roles on this unit needs the permission role.grant there';
    end if;
    if lower(held.valid) >= now() then
        delete from scope.holding where id = grant_id;
    else
        update scope.holding set valid = tstzrange(lower(valid), least(upper(valid), now())) where id = grant_id;
    end if;
end
$$;

-- Sets the permissions of a role. Only the server itself does so when it starts.
create function scope.define_role(defined uuid, allowed text[]) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not scope.is_system() then
        raise insufficient_privilege using message = 'roles are defined by the server alone';
    end if;
    delete from scope.role_permission where role = defined and permission <> all (allowed);
    insert into scope.role_permission (role, permission)
    select defined, permission from unnest(allowed) as permission
        on conflict do nothing;
end
$$;

grant usage on schema scope to sekisho_application;
revoke all on all functions in schema scope from public;
grant execute on all functions in schema scope to sekisho_application;
