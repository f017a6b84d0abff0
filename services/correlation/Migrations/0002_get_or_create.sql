-- The spelling of the keys, as in the service's Normalize folder, for callers that have no more than SQL.
create function salesforce_key(value text) returns text language plpgsql immutable parallel safe as $$
declare
  id text := btrim(value);
  suffix text := '';
  bits integer;
begin
  if id is null or id !~ '^([A-Za-z0-9]{15}|[A-Za-z0-9]{18})$' then return null; end if;
  for part in 0..2 loop
    bits := 0;
    for i in 0..4 loop
      if substr(id, part * 5 + i + 1, 1) ~ '[A-Z]' then bits := bits + (1 << i); end if;
    end loop;
    suffix := suffix || substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', bits + 1, 1);
  end loop;
  if length(id) = 18 and upper(substr(id, 16)) <> suffix then return null; end if;
  return left(id, 15) || suffix;
end
$$;

create function as400_key(value text) returns text language sql immutable parallel safe as $$
  select case when id = '' or length(id) > 20 then null else id end
  from (select case when raw ~ '^[0-9]*$' then ltrim(raw, '0') else raw end as id from (select upper(regexp_replace(value, '\s', '', 'g')) as raw) r) k
$$;

create function duns_key(value text) returns text language sql immutable parallel safe as $$
  select case when length(padded) <> 9 or padded ~ '^(.)\1*$' or padded in ('123456789', '987654321', '012345678') then null else padded end
  from (
    select case when length(digits) in (7, 8) then lpad(digits, 9, '0') else digits end as padded
    from (select regexp_replace(value, '[^0-9]', '', 'g') as digits) d
  ) p
$$;

create function email_key(value text) returns text language sql immutable parallel safe as $$
  select case when address !~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' then null
    when domain in ('gmail.com', 'googlemail.com') then replace(mailbox, '.', '') || '@gmail.com'
    else mailbox || '@' || domain end
  from (
    select address, split_part(split_part(address, '@', 1), '+', 1) as mailbox, rtrim(split_part(address, '@', 2), '.') as domain
    from (select btrim(lower(coalesce(substring(value from '<([^<>]*)>\s*$'), value)), E' \t\r\n"'',;.') as address) a
  ) k
$$;

-- Finds the row of the map that the given keys name, by the order of strength of the service's matcher, or makes one without a NetSuite
-- customer and with no confidence. A shared key splits its confidence; keys that name different customers leave the answer in doubt (below 0.80).
-- Role and free-mail mailboxes stand in no email_key, so they find nothing.
create function sp_get_or_create_correlation(p_sf_account_id varchar, p_email varchar, p_as400_id varchar, p_duns varchar)
returns table (correlation_id uuid, netsuite_customer_id bigint, confidence_score decimal)
language plpgsql as $$
#variable_conflict use_column
declare
  keys text[] := array[salesforce_key(p_sf_account_id), as400_key(p_as400_id), duns_key(p_duns), email_key(p_email)];
  columns text[] := array['salesforce_key', 'as400_key', 'duns_key', 'email_key'];
  worth numeric[] := array[0.99, 0.97, 0.95, 0.90];
  holders uuid[];
  remaining uuid[];
  common uuid[];
  made uuid;
  strongest integer;
  alone integer;
  score numeric;
begin
  if num_nonnulls(variadic keys) = 0 then return; end if;
  -- Two callers with the same keys make one row.
  perform pg_advisory_xact_lock(hashtextextended('sp_get_or_create_correlation' || array_to_string(keys, '|', '-'), 0));
  for i in 1..4 loop
    continue when keys[i] is null;
    execute format('select array_agg(correlation_id order by netsuite_customer_id nulls last) from customer_correlation_map where %I = $1', columns[i])
      into holders using keys[i];
    continue when holders is null or cardinality(holders) > 25;
    if strongest is null then
      strongest := i;
      remaining := holders;
    else
      select array_agg(id order by at) into common from unnest(remaining) with ordinality as r(id, at) where id = any(holders);
      if common is null then
        return query select m.correlation_id, m.netsuite_customer_id, round(worth[strongest] / 2, 2)
          from customer_correlation_map m where m.correlation_id = remaining[1];
        return;
      end if;
      remaining := common;
    end if;
    if alone is null and cardinality(holders) = 1 then alone := i; end if;
  end loop;

  if strongest is null and num_nonnulls(keys[1], keys[2], keys[3]) = 0 then
    -- An address is the key of a made row only where it is all that is known.
    select m.correlation_id into made from customer_correlation_map m
    where m.mailbox_key = keys[4] and num_nonnulls(m.netsuite_customer_id, m.salesforce_key, m.as400_key, m.duns_key) = 0;
    if found then
      return query select made, null::bigint, 0.00;
      return;
    end if;
  end if;
  if strongest is null then
    return query insert into customer_correlation_map as m
        (salesforce_account_id, salesforce_key, as400_customer_id, as400_key, duns_number, duns_key, primary_email, mailbox_key, correlation_score, verification_source)
      values (keys[1], keys[1], nullif(btrim(p_as400_id), ''), keys[2], keys[3], keys[3], p_email, keys[4], 0, 'SP_GET_OR_CREATE_CORRELATION')
      returning m.correlation_id, m.netsuite_customer_id, 0.00;
    return;
  end if;

  score := case when cardinality(remaining) > 1 then trunc(worth[strongest] / cardinality(remaining), 2) when alone is null then 0.79 else worth[alone] end;
  return query select m.correlation_id, m.netsuite_customer_id,
      case when m.netsuite_customer_id is null then 0.00 when m.is_active then score else least(score, 0.79) end
    from customer_correlation_map m where m.correlation_id = remaining[1];
end
$$;
