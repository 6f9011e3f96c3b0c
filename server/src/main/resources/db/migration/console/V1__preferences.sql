-- What an account likes: chosen columns of a table and the like. Everybody sees and changes his own alone.
create table console.preference (
    account uuid not null,
    key     text not null check (length(key) <= 100),
    value   text not null check (length(value) <= 4000),
    primary key (account, key)
);

alter table console.preference enable row level security;
create policy own on console.preference
    using (account = scope.account())
    with check (account = scope.account());

grant usage on schema console to sekisho_application;
grant select, insert, update, delete on console.preference to sekisho_application;
