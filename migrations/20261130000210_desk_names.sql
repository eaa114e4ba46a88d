-- Login names are ASCII, and so is their case: with a Turkish locale, `lower('I')` is no `i`. Addresses follow.
-- Should two people have names that are one now, both keep them, and nobody else gets that name.
do $$
declare
    field text;
    twins text;
begin
    foreach field in array array['login_name', 'email'] loop
        execute format(
            'select string_agg(quote_literal(key), '', '') from (
                 select lower(%1$I collate "C") as key from desk_people where %1$I is not null
                 group by 1 having count(*) > 1) as twin', field) into twins;
        execute format('drop index desk_people_%s', field);
        execute format('create unique index desk_people_%1$s on desk_people (lower(%1$I collate "C"))', field)
            || case when twins is null then '' else format(' where lower(%I collate "C") not in (%s)', field, twins) end;
    end loop;
end
$$;
