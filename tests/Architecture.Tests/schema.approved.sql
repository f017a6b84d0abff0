CREATE OR REPLACE FUNCTION correlation.as400_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when id = '' or length(id) > 20 then null else id end
  from (select case when raw ~ '^[0-9]*$' then ltrim(raw, '0') else raw end as id from (select upper(regexp_replace(value, '\s', '', 'g')) as raw) r) k
$function$

table correlation.confirmed_link
  link_id uuid not null default gen_random_uuid()
  channel_key text not null
  correlation_id uuid not null
  order_id uuid not null
  confirmed_by text not null
  reason text
  confirmed_at timestamp with time zone not null
  revoked_at timestamp with time zone
  revoked_by text
  revoke_reason text
  constraint confirmed_link_correlation_id_fkey FOREIGN KEY (correlation_id) REFERENCES correlation.customer_correlation_map(correlation_id)
  constraint confirmed_link_pkey PRIMARY KEY (link_id)
  CREATE INDEX confirmed_link_customer ON correlation.confirmed_link USING btree (correlation_id)
  CREATE UNIQUE INDEX confirmed_link_in_force ON correlation.confirmed_link USING btree (channel_key) WHERE (revoked_at IS NULL)
table correlation.correlation_decision
  order_id uuid not null
  version bigint not null
  attempt integer not null
  review_code character varying(50)
  netsuite_customer_id bigint
  runner_up_netsuite_customer_id bigint
  confidence numeric(3,2) not null
  method character varying(50)
  reason text not null
  evidence jsonb not null
  answer jsonb not null
  source character varying(50) not null
  order_total numeric not null
  currency_code character varying(3) not null
  chosen_by text
  decided_at timestamp with time zone not null
  constraint correlation_decision_pkey PRIMARY KEY (order_id, version, attempt)
table correlation.customer_correlation_map
  correlation_id uuid not null default gen_random_uuid()
  salesforce_account_id character varying(18)
  netsuite_customer_id bigint
  as400_customer_id character varying(20)
  as400_company character varying(10)
  primary_email character varying(255)
  duns_number character varying(20)
  tax_id character varying(40)
  company_name character varying(255)
  contact_name character varying(255)
  phone character varying(50)
  street character varying(255)
  city character varying(100)
  region character varying(100)
  postal_code character varying(20)
  country character varying(100)
  is_active boolean not null default true
  salesforce_key text
  as400_key text
  duns_key text
  tax_key text
  email_key text
  mailbox_key text
  name_key text
  phone_key text
  street_key text
  postcode_key text
  city_key text
  correlation_score numeric(3,2)
  last_verified timestamp with time zone
  verification_source character varying(50)
  is_validated boolean not null default false
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint customer_correlation_map_pkey PRIMARY KEY (correlation_id)
  constraint unique_netsuite_customer UNIQUE (netsuite_customer_id)
  constraint unique_salesforce_account UNIQUE (salesforce_account_id)
  constraint unique_salesforce_key UNIQUE (salesforce_key)
  constraint unique_sf_ns_pair UNIQUE (salesforce_account_id, netsuite_customer_id)
  CREATE INDEX idx_address_correlation ON correlation.customer_correlation_map USING btree (postcode_key, street_key)
  CREATE INDEX idx_as400_correlation ON correlation.customer_correlation_map USING btree (as400_key)
  CREATE INDEX idx_duns_correlation ON correlation.customer_correlation_map USING btree (duns_key)
  CREATE INDEX idx_email_correlation ON correlation.customer_correlation_map USING btree (email_key)
  CREATE INDEX idx_mailbox_correlation ON correlation.customer_correlation_map USING btree (mailbox_key)
  CREATE INDEX idx_name_correlation ON correlation.customer_correlation_map USING btree (name_key)
  CREATE INDEX idx_phone_correlation ON correlation.customer_correlation_map USING btree (phone_key)
  CREATE INDEX idx_tax_correlation ON correlation.customer_correlation_map USING btree (tax_key)
  CREATE UNIQUE INDEX unique_as400_customer ON correlation.customer_correlation_map USING btree (COALESCE(as400_company, ''::character varying), as400_customer_id)
CREATE OR REPLACE FUNCTION correlation.duns_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when length(padded) <> 9 or padded ~ '^(.)\1*$' or padded in ('123456789', '987654321', '012345678') then null else padded end
  from (
    select case when length(digits) in (7, 8) then lpad(digits, 9, '0') else digits end as padded
    from (select regexp_replace(value, '[^0-9]', '', 'g') as digits) d
  ) p
$function$

CREATE OR REPLACE FUNCTION correlation.email_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when address !~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' then null
    when domain in ('gmail.com', 'googlemail.com') then replace(mailbox, '.', '') || '@gmail.com'
    else mailbox || '@' || domain end
  from (
    select address, split_part(split_part(address, '@', 1), '+', 1) as mailbox, rtrim(split_part(address, '@', 2), '.') as domain
    from (select btrim(lower(coalesce(substring(value from '<([^<>]*)>\s*$'), value)), E' \t\r\n"'',;.') as address) a
  ) k
$function$

view correlation.review
  order_id uuid
  version bigint
  attempt integer
  review_code character varying(50)
  reason text
  confidence numeric(3,2)
  order_total numeric
  currency_code character varying(3)
  decided_at timestamp with time zone
CREATE OR REPLACE FUNCTION correlation.salesforce_key(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION correlation.sp_get_or_create_correlation(p_sf_account_id character varying, p_email character varying, p_as400_id character varying, p_duns character varying)
 RETURNS TABLE(correlation_id uuid, netsuite_customer_id bigint, confidence_score numeric)
 LANGUAGE plpgsql
AS $function$
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
$function$

table credit_check.credit_check_cache
  cache_id uuid not null default gen_random_uuid()
  as400_customer_id character varying(20)
  duns_number character varying(9)
  customer_key character varying(100) not null
  credit_limit numeric(15,2)
  available_credit numeric(15,2)
  credit_score integer
  past_due_amount numeric(15,2)
  payment_terms character varying(50)
  volume_discount numeric(5,2)
  cached_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  source_system character varying(20)
  is_stale boolean not null default false
  api_calls_today integer not null default 0
  created_at timestamp with time zone not null default now()
  found boolean not null
  facts jsonb not null
  constraint credit_check_cache_pkey PRIMARY KEY (cache_id)
  constraint unique_customer_key UNIQUE (customer_key)
  CREATE INDEX idx_cache_customer ON credit_check.credit_check_cache USING btree (as400_customer_id)
  CREATE INDEX idx_cache_duns ON credit_check.credit_check_cache USING btree (duns_number)
  CREATE INDEX idx_cache_expiry ON credit_check.credit_check_cache USING btree (expires_at)
table credit_check.decision
  order_id uuid not null
  version bigint not null
  attempt integer not null
  outcome text not null
  reason text not null
  decided_by text not null
  account text not null
  order_total numeric(18,4) not null
  currency_code character varying(3) not null
  credit_limit numeric(18,4)
  available_credit numeric(18,4)
  credit_score integer
  past_due_amount numeric(18,4)
  payment_terms character varying(50)
  volume_discount numeric(5,2)
  decided_at timestamp with time zone not null default now()
  constraint decision_decided_by CHECK ((decided_by = ANY (ARRAY['DUN_BRADSTREET'::text, 'AS400'::text, 'PERSON'::text, 'POLICY'::text])))
  constraint decision_outcome CHECK ((outcome = ANY (ARRAY['NOT_REQUIRED'::text, 'APPROVED'::text, 'CACHE_USED'::text, 'REJECTED'::text])))
  constraint decision_pkey PRIMARY KEY (order_id, version, attempt)
  CREATE INDEX decision_decided_at ON credit_check.decision USING brin (decided_at)
table credit_check.dnb_call
  call_id bigint not null generated always as identity
  day date not null
  kind text not null
  call_key text not null
  reserved_at timestamp with time zone not null default clock_timestamp()
  lease_until timestamp with time zone not null
  finished_at timestamp with time zone
  outcome text
  constraint dnb_call_kind CHECK ((kind = ANY (ARRAY['TOKEN'::text, 'MATCH'::text, 'DATA'::text])))
  constraint dnb_call_pkey PRIMARY KEY (call_id)
  CREATE INDEX dnb_call_day ON credit_check.dnb_call USING btree (day)
  CREATE UNIQUE INDEX dnb_call_in_flight ON credit_check.dnb_call USING btree (call_key) WHERE (finished_at IS NULL)
sequence credit_check.dnb_call_call_id_seq
table credit_check.dnb_day
  day date not null
  used integer not null
  slot_at timestamp with time zone not null default now()
  constraint dnb_day_pkey PRIMARY KEY (day)
table credit_check.open_approval
  order_id uuid not null
  account text not null
  version bigint not null
  attempt integer not null
  base_amount numeric(18,4) not null
  approved_at timestamp with time zone not null default now()
  released_at timestamp with time zone
  constraint open_approval_pkey PRIMARY KEY (order_id)
  CREATE INDEX open_approval_account ON credit_check.open_approval USING btree (account, approved_at) INCLUDE (base_amount) WHERE (released_at IS NULL)
table credit_check.sign_on
  vendor text not null
  leased_until timestamp with time zone not null
  constraint sign_on_pkey PRIMARY KEY (vendor)
table credit_check.vendor_state
  vendor text not null
  state text not null
  since timestamp with time zone not null
  reason text
  changed_by text
  constraint vendor_state_pkey PRIMARY KEY (vendor)
  constraint vendor_state_state CHECK ((state = ANY (ARRAY['ok'::text, 'paused'::text])))
table credit_check.waiting_check
  order_id uuid not null
  version bigint not null
  attempt integer not null
  cause text not null
  code text not null
  reason text not null
  next_check_at timestamp with time zone
  command jsonb not null
  waiting_since timestamp with time zone not null default now()
  tried_at timestamp with time zone not null default now()
  leased_until timestamp with time zone
  claim bigint not null default 0
  constraint waiting_check_cause CHECK ((cause = ANY (ARRAY['budget'::text, 'dnb'::text, 'as400'::text])))
  constraint waiting_check_code CHECK ((code = ANY (ARRAY['RATE_LIMITED'::text, 'VENDOR_DOWN'::text, 'VENDOR_PAUSED'::text])))
  constraint waiting_check_pkey PRIMARY KEY (order_id, version, attempt)
  CREATE INDEX waiting_check_cause_tried ON credit_check.waiting_check USING btree (cause, tried_at)
table ingestion.intake
  staging_id uuid not null
  source_version bigint not null
  event_type text not null
  payload bytea not null
  content_hash bytea not null
  received_at timestamp with time zone not null
  channel text not null
  routing_key text
  trace_parent text
  republished_count integer not null default 0
  next_publish_at timestamp with time zone not null
  adopted_at timestamp with time zone
  constraint intake_channel_check CHECK ((channel = ANY (ARRAY['bus'::text, 'http'::text, 'resubmit'::text])))
  constraint intake_pkey PRIMARY KEY (staging_id, source_version)
  CREATE INDEX intake_received_at ON ingestion.intake USING brin (received_at)
  CREATE INDEX intake_waiting ON ingestion.intake USING btree (next_publish_at) WHERE (adopted_at IS NULL)
table ingestion.intake_count
  source text not null
  shard integer not null
  received bigint not null default 0
  accepted bigint not null default 0
  duplicates bigint not null default 0
  quarantined bigint not null default 0
  rejected bigint not null default 0
  constraint intake_count_pkey PRIMARY KEY (source, shard)
  constraint intake_count_sum CHECK ((received = ((accepted + duplicates) + quarantined)))
table ingestion.order_identity
  source text not null
  source_order_id text not null
  staging_id uuid not null
  external_id uuid not null
  created_at timestamp with time zone not null default now()
  constraint order_identity_pkey PRIMARY KEY (source, source_order_id)
  constraint order_identity_staging_id_key UNIQUE (staging_id)
table ingestion.quarantine
  id uuid not null
  received_at timestamp with time zone not null
  channel text not null
  routing_key text
  content_type text
  code text not null
  reason text not null
  violations jsonb not null default '[]'::jsonb
  source text not null
  source_order_id text
  source_version bigint
  staging_id uuid
  body bytea not null
  body_length bigint not null
  body_hash bytea not null
  trace_parent text
  resolved_at timestamp with time zone
  resolution text
  resolved_by text
  resolved_reason text
  resubmitted_staging_id uuid
  resubmitted_version bigint
  constraint quarantine_channel_check CHECK ((channel = ANY (ARRAY['bus'::text, 'http'::text, 'resubmit'::text])))
  constraint quarantine_pkey PRIMARY KEY (id)
  constraint quarantine_resolution_check CHECK ((resolution = ANY (ARRAY['RESUBMITTED'::text, 'DISCARDED'::text])))
  constraint quarantine_resolved CHECK (((resolved_at IS NULL) = (resolution IS NULL)))
  CREATE INDEX quarantine_open ON ingestion.quarantine USING btree (id) WHERE (resolved_at IS NULL)
  CREATE INDEX quarantine_open_hash ON ingestion.quarantine USING btree (body_hash) WHERE (resolved_at IS NULL)
table monday_sync.adopted_item
  external_id uuid not null
  order_number text not null
  board_id bigint not null
  item_id bigint not null
  adopted_at timestamp with time zone not null default now()
  adopted_by text not null
  constraint adopted_item_pkey PRIMARY KEY (external_id)
table monday_sync.board
  board_id bigint not null
  name text not null
  is_current boolean not null default false
  items integer not null default 0
  opened_at timestamp with time zone not null default now()
  rolled_over_at timestamp with time zone
  constraint board_pkey PRIMARY KEY (board_id)
  CREATE UNIQUE INDEX board_current ON monday_sync.board USING btree (is_current) WHERE is_current
table monday_sync.board_item
  order_id uuid not null
  external_id uuid not null
  customer text not null
  board_id bigint
  item_id bigint
  stands_version bigint
  stands_attempt integer
  tombstone bigint
  state text not null default 'NONE'::text
  look_up smallint not null default 0
  due_at timestamp with time zone
  round_id uuid
  retry_count integer not null default 0
  waiting_code text
  constraint board_item_pkey PRIMARY KEY (order_id)
  constraint board_item_state CHECK ((state = ANY (ARRAY['NONE'::text, 'OPEN'::text, 'CLOSED'::text])))
  CREATE INDEX board_item_due ON monday_sync.board_item USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (round_id IS NULL))
  CREATE UNIQUE INDEX board_item_external_id ON monday_sync.board_item USING btree (external_id)
  CREATE INDEX board_item_round ON monday_sync.board_item USING btree (round_id) WHERE (round_id IS NOT NULL)
table monday_sync.err_mon_cust_master_schedule
  err_id bigint not null generated always as identity
  original_stg_id bigint
  order_id uuid not null
  order_version bigint not null
  attempt integer not null
  batch_id uuid
  customer_batch text
  order_number text
  item_name text
  api_payload text
  error_type text not null
  error_message text not null
  retry_count integer not null default 0
  created_date timestamp with time zone not null default now()
  original_data text
  resolved_at timestamp with time zone
  resolved_by text
  constraint err_mon_cust_master_schedule_pkey PRIMARY KEY (err_id)
  CREATE INDEX err_mon_cust_master_schedule_open ON monday_sync.err_mon_cust_master_schedule USING btree (err_id) WHERE (resolved_at IS NULL)
  CREATE INDEX err_mon_cust_master_schedule_order ON monday_sync.err_mon_cust_master_schedule USING btree (order_id)
sequence monday_sync.err_mon_cust_master_schedule_err_id_seq
table monday_sync.err_mon_cust_master_schedule_subitems
  err_id bigint not null generated always as identity
  original_stg_id bigint
  order_id uuid not null
  order_version bigint not null
  attempt integer not null
  parent_item_id bigint
  batch_id uuid
  size_label text
  order_qty numeric
  api_payload text
  error_type text not null
  error_message text not null
  retry_count integer not null default 0
  created_date timestamp with time zone not null default now()
  original_data text
  resolved_at timestamp with time zone
  resolved_by text
  constraint err_mon_cust_master_schedule_subitems_pkey PRIMARY KEY (err_id)
  CREATE INDEX err_mon_cust_master_schedule_subitems_open ON monday_sync.err_mon_cust_master_schedule_subitems USING btree (err_id) WHERE (resolved_at IS NULL)
  CREATE INDEX err_mon_cust_master_schedule_subitems_order ON monday_sync.err_mon_cust_master_schedule_subitems USING btree (order_id)
sequence monday_sync.err_mon_cust_master_schedule_subitems_err_id_seq
table monday_sync.mon_batch_processing
  batch_id uuid not null
  customer_name text not null
  batch_type text not null default 'ORDERS'::text
  status text not null default 'STARTED'::text
  total_records integer not null
  successful_records integer not null default 0
  failed_records integer not null default 0
  start_time timestamp with time zone not null default now()
  end_time timestamp with time zone
  error_summary text
  summary text
  constraint mon_batch_processing_pkey PRIMARY KEY (batch_id)
  constraint mon_batch_processing_status CHECK ((status = ANY (ARRAY['STARTED'::text, 'ITEMS_CREATED'::text, 'SUBITEMS_CREATED'::text, 'PROMOTED'::text, 'FAILED'::text])))
  constraint mon_batch_processing_type CHECK ((batch_type = ANY (ARRAY['ORDERS'::text, 'SUBITEMS'::text])))
  CREATE INDEX mon_batch_processing_customer ON monday_sync.mon_batch_processing USING btree (customer_name, start_time)
  CREATE INDEX mon_batch_processing_open ON monday_sync.mon_batch_processing USING btree (status) WHERE (end_time IS NULL)
  CREATE INDEX mon_batch_processing_start ON monday_sync.mon_batch_processing USING btree (start_time)
table monday_sync.mon_cust_master_schedule
  order_id uuid not null
  order_version bigint not null
  attempt integer not null
  external_id text not null
  title text not null
  customer text not null
  order_number text
  po_number text
  order_date date
  requested_date date
  order_total numeric
  currency text
  netsuite_order text
  netsuite_id bigint
  status text
  inventory text
  ship_to_country text
  source text
  column_values text not null
  board_id bigint not null
  group_id text not null
  item_id bigint not null
  batch_id uuid
  customer_batch text not null
  promoted_at timestamp with time zone not null default now()
  closed_at timestamp with time zone
  rolled_back_at timestamp with time zone
  constraint mon_cust_master_schedule_pkey PRIMARY KEY (order_id)
  CREATE INDEX mon_cust_master_schedule_batch ON monday_sync.mon_cust_master_schedule USING btree (batch_id)
  CREATE INDEX mon_cust_master_schedule_customer_batch ON monday_sync.mon_cust_master_schedule USING btree (customer_batch)
  CREATE INDEX mon_cust_master_schedule_item ON monday_sync.mon_cust_master_schedule USING btree (item_id)
  CREATE INDEX mon_cust_master_schedule_order_number ON monday_sync.mon_cust_master_schedule USING btree (order_number)
table monday_sync.mon_cust_master_schedule_subitems
  order_id uuid not null
  external_id text not null
  parent_item_id bigint not null
  subitem_id bigint not null
  subitem_board_id bigint
  subitem_name text not null
  line_number integer not null
  sku text
  description text
  size text
  order_qty numeric not null
  unit_price numeric
  inventory text
  column_values text not null
  batch_id uuid
  promoted_at timestamp with time zone not null default now()
  constraint mon_cust_master_schedule_subitems_item FOREIGN KEY (order_id) REFERENCES monday_sync.mon_cust_master_schedule(order_id) ON DELETE CASCADE
  constraint mon_cust_master_schedule_subitems_pkey PRIMARY KEY (order_id, external_id)
table monday_sync.stg_mon_cust_master_schedule
  stg_id bigint not null generated always as identity
  order_id uuid not null
  order_version bigint not null
  attempt integer not null
  external_id text not null
  title text not null
  customer text not null
  order_number text
  po_number text
  order_date date
  requested_date date
  order_total numeric
  currency text
  netsuite_order text
  netsuite_id bigint
  status text
  inventory text
  ship_to_country text
  source text
  column_values text not null
  group_id text not null
  item_id bigint
  stg_batch_id uuid
  stg_customer_batch text not null
  stg_status text not null default 'PENDING'::text
  stg_unknown boolean not null default false
  stg_retry_count integer not null default 0
  stg_monday_item_id bigint
  stg_error_message text
  stg_created_date timestamp with time zone not null default now()
  stg_processed_date timestamp with time zone
  constraint stg_mon_cust_master_schedule_command UNIQUE (order_id, order_version, attempt)
  constraint stg_mon_cust_master_schedule_pkey PRIMARY KEY (stg_id)
  constraint stg_mon_cust_master_schedule_status CHECK ((stg_status = ANY (ARRAY['PENDING'::text, 'API_SUCCESS'::text, 'API_FAILED'::text, 'PROMOTED'::text])))
  CREATE INDEX stg_mon_cust_master_schedule_batch ON monday_sync.stg_mon_cust_master_schedule USING btree (stg_batch_id)
  CREATE INDEX stg_mon_cust_master_schedule_customer_batch ON monday_sync.stg_mon_cust_master_schedule USING btree (stg_customer_batch)
  CREATE INDEX stg_mon_cust_master_schedule_status ON monday_sync.stg_mon_cust_master_schedule USING btree (stg_status)
table monday_sync.stg_mon_cust_master_schedule_archive
  stg_id bigint not null
  order_id uuid not null
  order_version bigint not null
  stg_batch_id uuid
  stg_status text not null default 'PROMOTED'::text
  item jsonb not null
  subitems jsonb not null
  archived_at timestamp with time zone not null default now()
  constraint stg_mon_cust_master_schedule_archive_pkey PRIMARY KEY (stg_id)
  CREATE INDEX stg_mon_cust_master_schedule_archive_at ON monday_sync.stg_mon_cust_master_schedule_archive USING brin (archived_at)
sequence monday_sync.stg_mon_cust_master_schedule_stg_id_seq
table monday_sync.stg_mon_cust_master_schedule_subitems
  stg_id bigint not null generated always as identity
  stg_parent_stg_id bigint not null
  parent_item_id bigint
  subitem_id bigint
  subitem_board_id bigint
  external_id text not null
  subitem_name text not null
  line_number integer not null
  sku text
  description text
  size text
  order_qty numeric not null
  unit_price numeric
  inventory text
  column_values text not null
  stg_batch_id uuid
  stg_customer_batch text not null
  stg_action text not null default 'UPSERT'::text
  stg_status text not null default 'PENDING'::text
  stg_unknown boolean not null default false
  stg_monday_subitem_id bigint
  stg_monday_subitem_board_id bigint
  stg_error_message text
  stg_created_date timestamp with time zone not null default now()
  stg_processed_date timestamp with time zone
  constraint stg_mon_cust_master_schedule_subitems_action CHECK ((stg_action = ANY (ARRAY['UPSERT'::text, 'DELETE'::text])))
  constraint stg_mon_cust_master_schedule_subitems_parent FOREIGN KEY (stg_parent_stg_id) REFERENCES monday_sync.stg_mon_cust_master_schedule(stg_id) ON DELETE CASCADE
  constraint stg_mon_cust_master_schedule_subitems_pkey PRIMARY KEY (stg_id)
  constraint stg_mon_cust_master_schedule_subitems_status CHECK ((stg_status = ANY (ARRAY['PENDING'::text, 'API_SUCCESS'::text, 'API_FAILED'::text, 'PROMOTED'::text])))
  CREATE INDEX stg_mon_cust_master_schedule_subitems_batch ON monday_sync.stg_mon_cust_master_schedule_subitems USING btree (stg_batch_id)
  CREATE INDEX stg_mon_cust_master_schedule_subitems_customer ON monday_sync.stg_mon_cust_master_schedule_subitems USING btree (stg_customer_batch)
  CREATE INDEX stg_mon_cust_master_schedule_subitems_failed ON monday_sync.stg_mon_cust_master_schedule_subitems USING btree (stg_status) WHERE (stg_status = 'API_FAILED'::text)
  CREATE INDEX stg_mon_cust_master_schedule_subitems_of ON monday_sync.stg_mon_cust_master_schedule_subitems USING btree (stg_parent_stg_id)
sequence monday_sync.stg_mon_cust_master_schedule_subitems_stg_id_seq
table monday_sync.sync_command
  order_id uuid not null
  version bigint not null
  attempt integer not null
  kind text not null
  external_id uuid not null
  body text not null
  recorded_at timestamp with time zone not null default now()
  outcome text
  result_version bigint
  board_id bigint
  item_id bigint
  subitems integer
  code text
  reason text
  finished_at timestamp with time zone
  announced_at timestamp with time zone
  constraint sync_command_kind CHECK ((kind = ANY (ARRAY['SYNC'::text, 'CLOSE'::text, 'ROLLBACK'::text])))
  constraint sync_command_outcome CHECK ((outcome = ANY (ARRAY['SYNCED'::text, 'CLOSED'::text, 'FAILED'::text])))
  constraint sync_command_pkey PRIMARY KEY (order_id, version, attempt, kind)
  CREATE INDEX sync_command_finished ON monday_sync.sync_command USING btree (finished_at) WHERE (announced_at IS NOT NULL)
  CREATE INDEX sync_command_unannounced ON monday_sync.sync_command USING btree (finished_at) WHERE ((outcome IS NOT NULL) AND (announced_at IS NULL))
table monday_sync.vendor_request
  request_id uuid not null
  round_id uuid not null
  body text not null
  members text not null
  sent_at timestamp with time zone not null default now()
  outcome text
  constraint vendor_request_outcome CHECK ((outcome = ANY (ARRAY['ANSWERED'::text, 'UNKNOWN'::text, 'NOT_TAKEN'::text])))
  constraint vendor_request_pkey PRIMARY KEY (request_id)
  CREATE INDEX vendor_request_open ON monday_sync.vendor_request USING btree (round_id) WHERE (outcome IS NULL)
  CREATE INDEX vendor_request_sent ON monday_sync.vendor_request USING btree (sent_at)
table monday_sync.vendor_state
  vendor text not null
  state text not null
  since timestamp with time zone not null
  reason text
  changed_by text
  constraint vendor_state_pkey PRIMARY KEY (vendor)
table monday_sync.work_round
  round_id uuid not null
  claim integer not null default 1
  claimed_until timestamp with time zone not null
  instance text not null
  constraint work_round_pkey PRIMARY KEY (round_id)
table netsuite_poller.netsuite_polling_queue
  poll_id uuid not null default gen_random_uuid()
  staging_id uuid not null
  transaction_id character varying(50) not null
  transaction_type character varying(50) not null default 'SALES_ORDER'::character varying
  poll_status character varying(20) not null default 'PENDING'::character varying
  poll_attempts integer not null default 0
  max_poll_attempts integer not null default 36
  next_poll_at timestamp with time zone
  poll_interval_seconds integer not null default 5
  result_document_number character varying(50)
  result_internal_id bigint
  result_status character varying(100)
  created_at timestamp with time zone not null default now()
  completed_at timestamp with time zone
  timeout_at timestamp with time zone
  constraint check_poll_status CHECK (((poll_status)::text = ANY ((ARRAY['PENDING'::character varying, 'POLLING'::character varying, 'COMPLETED'::character varying, 'FAILED'::character varying, 'TIMEOUT'::character varying])::text[])))
  constraint netsuite_polling_queue_pkey PRIMARY KEY (poll_id)
  constraint netsuite_polling_queue_transaction_key UNIQUE (transaction_id, staging_id)
  CREATE INDEX idx_poll_staging ON netsuite_poller.netsuite_polling_queue USING btree (staging_id)
  CREATE INDEX idx_poll_status ON netsuite_poller.netsuite_polling_queue USING btree (poll_status, next_poll_at) WHERE ((poll_status)::text = ANY ((ARRAY['PENDING'::character varying, 'POLLING'::character varying, 'TIMEOUT'::character varying])::text[]))
table netsuite_poller.request
  order_id uuid not null
  version bigint not null
  attempt integer not null
  kind text not null
  command json not null
  content_hash text not null
  stage text not null default 'PENDING'::text
  transaction_id character varying(50)
  submitted_at timestamp with time zone
  internal_id bigint
  order_number text
  was_update boolean not null default false
  lines text
  finished_at timestamp with time zone
  code text
  reason text
  until timestamp with time zone
  requested_at timestamp with time zone not null default now()
  stage_at timestamp with time zone not null default now()
  announced_at timestamp with time zone
  constraint request_kind_check CHECK ((kind = ANY (ARRAY['CREATE'::text, 'CANCEL'::text])))
  constraint request_pkey PRIMARY KEY (order_id, version, attempt, kind)
  constraint request_stage_check CHECK ((stage = ANY (ARRAY['PENDING'::text, 'WAITING'::text, 'SUBMITTED'::text, 'CREATED'::text, 'FAILED'::text, 'CANCELLED'::text, 'SUPERSEDED'::text])))
  CREATE INDEX request_unannounced ON netsuite_poller.request USING btree (stage_at) WHERE ((announced_at IS NULL) AND (stage <> ALL (ARRAY['PENDING'::text, 'SUPERSEDED'::text])))
table netsuite_poller.sales_order
  order_id uuid not null
  external_id uuid not null
  state text not null default 'IDLE'::text
  wanted_kind text
  wanted_version bigint
  wanted_attempt integer
  wanted_hash text
  wanted_done boolean not null default true
  tombstone_version bigint
  internal_id bigint
  order_number text
  stands_version bigint
  stands_hash text
  stands_closed boolean not null default false
  stands_lines text
  submission_id uuid
  position integer
  sent_version bigint
  sent_attempt integer
  sent_hash text
  generation integer not null default 0
  alone boolean not null default false
  unsure boolean not null default false
  claim bigint not null default 0
  lease_until timestamp with time zone
  next_at timestamp with time zone not null default now()
  tries integer not null default 0
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint sales_order_external_id_key UNIQUE (external_id)
  constraint sales_order_pkey PRIMARY KEY (order_id)
  constraint sales_order_state_check CHECK ((state = ANY (ARRAY['IDLE'::text, 'CREATE'::text, 'SENT'::text, 'UPDATE'::text, 'CLOSE'::text])))
  CREATE INDEX sales_order_due ON netsuite_poller.sales_order USING btree (state, next_at) WHERE (state <> 'IDLE'::text)
  CREATE INDEX sales_order_submission ON netsuite_poller.sales_order USING btree (submission_id) WHERE (submission_id IS NOT NULL)
table netsuite_poller.submission
  submission_id uuid not null
  idempotency_key uuid not null
  members uuid[] not null
  is_collection boolean not null
  body bytea not null
  state text not null
  claim bigint not null default 0
  lease_until timestamp with time zone
  next_at timestamp with time zone not null default now()
  sends integer not null default 0
  polls integer not null default 0
  lookups integer not null default 0
  absent_since timestamp with time zone
  job_id character varying(50)
  last_problem text
  created_at timestamp with time zone not null default now()
  submitted_at timestamp with time zone
  finished_at timestamp with time zone
  constraint submission_idempotency_key_key UNIQUE (idempotency_key)
  constraint submission_pkey PRIMARY KEY (submission_id)
  constraint submission_state_check CHECK ((state = ANY (ARRAY['READY'::text, 'SENDING'::text, 'POLLING'::text, 'UNKNOWN'::text, 'DONE'::text, 'DISSOLVED'::text])))
  CREATE INDEX submission_due ON netsuite_poller.submission USING btree (state, next_at) WHERE (state = ANY (ARRAY['READY'::text, 'SENDING'::text, 'POLLING'::text, 'UNKNOWN'::text]))
table netsuite_poller.vendor_state
  vendor text not null
  state text not null
  since timestamp with time zone not null
  reason text
  changed_by text
  constraint vendor_state_pkey PRIMARY KEY (vendor)
table ops.transformation_log
  log_id uuid not null default gen_random_uuid()
  source_table character varying(100) not null
  target_table character varying(100) not null
  source_record_id character varying(500)
  target_record_id uuid
  transformation_type character varying(100)
  transformed_at timestamp with time zone not null default now()
  transformation_rules jsonb
  constraint transformation_log_pkey PRIMARY KEY (log_id)
  CREATE INDEX idx_transform_source ON ops.transformation_log USING btree (source_table, source_record_id)
  CREATE INDEX idx_transform_target ON ops.transformation_log USING btree (target_table, target_record_id)
table orders.audit_log partition by RANGE (created_at)
  audit_id uuid not null default gen_random_uuid()
  staging_id uuid
  event_type character varying(100) not null
  event_description text
  old_value jsonb
  new_value jsonb
  system_source character varying(50)
  user_id character varying(100)
  boomi_execution_id character varying(100)
  created_at timestamp with time zone not null default now()
  constraint audit_log_pkey PRIMARY KEY (audit_id, created_at)
  CREATE INDEX idx_audit_staging ON ONLY orders.audit_log USING btree (staging_id)
  CREATE INDEX idx_audit_time ON ONLY orders.audit_log USING brin (created_at)
table orders.audit_log_default default partition
CREATE OR REPLACE FUNCTION orders.drop_expired(orders_days integer DEFAULT 90, errors_days integer DEFAULT 180, audit_years integer DEFAULT 7)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'orders', 'pg_temp'
AS $function$
declare
    dropped integer := 0;
    candidate record;
    month_end timestamptz;
    busy boolean;
begin
    for candidate in
        select child.relname as part, parent.relname as parent
        from pg_inherits i
        join pg_class child on child.oid = i.inhrelid
        join pg_class parent on parent.oid = i.inhparent
        where parent.oid in ('staging_orders'::regclass, 'audit_log'::regclass, 'integration_errors'::regclass)
          and parent.relkind = 'p' and child.relname ~ '_[0-9]{6}$'
        order by child.relname
    loop
        month_end := (to_date(right(candidate.part, 6), 'YYYYMM') + interval '1 month') at time zone 'UTC';
        if candidate.parent = 'staging_orders' and month_end < now() - make_interval(days => orders_days) then
            execute format('select exists (select from %I where step is not null or requires_manual_review)', candidate.part) into busy;
            continue when busy;
            execute format('delete from order_lookup where staging_id in (select staging_id from %I)', candidate.part);
            execute format('delete from provisional_order where staging_id in (select staging_id from %I)', candidate.part);
            execute format('delete from order_identity where staging_id in (select staging_id from %I)', candidate.part);
            execute format('drop table %I', candidate.part);
            execute format('drop table if exists %I', replace(candidate.part, 'staging_orders', 'staging_order_lines'));
            dropped := dropped + 1;
        elsif candidate.parent = 'integration_errors' and month_end < now() - make_interval(days => errors_days)
           or candidate.parent = 'audit_log' and month_end < now() - make_interval(years => audit_years) then
            execute format('drop table %I', candidate.part);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$function$

table orders.integration_error_resolutions
  error_id uuid not null
  is_resolved boolean not null default true
  resolution_notes text not null
  resolved_by character varying(100) not null
  resolved_at timestamp with time zone not null default now()
  constraint integration_error_resolutions_pkey PRIMARY KEY (error_id)
table orders.integration_errors partition by RANGE (occurred_at)
  error_id uuid not null default gen_random_uuid()
  staging_id uuid
  error_source character varying(50) not null
  error_type character varying(100) not null
  error_code character varying(50)
  error_message text not null
  request_payload jsonb
  response_payload jsonb
  stack_trace text
  occurred_at timestamp with time zone not null default now()
  boomi_execution_id character varying(100)
  constraint check_error_source CHECK (((error_source)::text = ANY ((ARRAY['SALESFORCE'::character varying, 'NETSUITE'::character varying, 'AS400'::character varying, 'BOOMI'::character varying, 'DB'::character varying, 'DUN_BRADSTREET'::character varying, 'MONDAY'::character varying, 'ODOO'::character varying, 'APN'::character varying, 'RABBITMQ'::character varying])::text[])))
  constraint integration_errors_pkey PRIMARY KEY (error_id, occurred_at)
  CREATE INDEX idx_error_staging ON ONLY orders.integration_errors USING btree (staging_id)
  CREATE INDEX idx_error_time ON ONLY orders.integration_errors USING btree (occurred_at, error_id)
table orders.integration_errors_default default partition
CREATE OR REPLACE FUNCTION orders.make_partitions(months_ahead integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'orders', 'pg_temp'
AS $function$
declare
    made integer := 0;
    parent text;
    month timestamptz;
    part text;
begin
    perform pg_advisory_xact_lock(hashtext('orders.make_partitions'));
    foreach parent in array array['staging_orders', 'staging_order_lines', 'audit_log', 'integration_errors'] loop
        if to_regclass(parent || '_default') is null then
            execute format('create table %I partition of %I default', parent || '_default', parent);
            if parent in ('audit_log', 'integration_errors') then execute format('revoke all on %I from orders', parent || '_default'); end if;
            made := made + 1;
        end if;
        for month in select generate_series(
            date_trunc('month', now() at time zone 'UTC'),
            date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month') at time zone 'UTC'
        loop
            part := parent || to_char(month at time zone 'UTC', '"_"YYYYMM');
            continue when to_regclass(part) is not null;
            if parent like 'staging%' then
                execute format('create table %I partition of %I for values from (%L) to (%L)',
                    part, parent, uuid_v7_floor(month), uuid_v7_floor(((month at time zone 'UTC') + interval '1 month') at time zone 'UTC'));
                execute format('alter table %I set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)', part);
            else
                execute format('create table %I partition of %I for values from (%L) to (%L)',
                    part, parent, month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
                execute format('revoke all on %I from orders', part);
            end if;
            made := made + 1;
        end loop;
    end loop;
    return made;
end
$function$

CREATE OR REPLACE FUNCTION orders.order_bucket(staging_status text, requires_manual_review boolean, board_status text, is_cancelling boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case
        when staging_status = 'CANCELLED' then 'cancelled'
        when staging_status = 'FAILED' and not is_cancelling then 'failed'
        when requires_manual_review then 'in-review'
        when staging_status = 'COMPLETED' and board_status = 'SYNCED' and not is_cancelling then 'completed'
        else 'moving'
    end
$function$

table orders.order_identity
  source_order_id character varying(255) not null
  source character varying(50) not null
  staging_id uuid not null
  constraint order_identity_pkey PRIMARY KEY (source_order_id, source)
table orders.order_lookup
  lookup_key character varying(255) not null
  staging_id uuid not null
  constraint order_lookup_pkey PRIMARY KEY (lookup_key, staging_id)
table orders.provisional_order
  provisional_order_id character varying(50) not null
  staging_id uuid not null
  constraint provisional_order_pkey PRIMARY KEY (provisional_order_id)
table orders.staging_order_lines partition by RANGE (staging_id)
  line_id uuid not null default gen_random_uuid()
  staging_id uuid not null
  line_number integer not null
  salesforce_product_id character varying(18)
  salesforce_product_code character varying(100)
  netsuite_item_id bigint
  netsuite_item_name character varying(255)
  is_custom_product boolean not null default false
  product_correlation_status character varying(50)
  quantity numeric(15,4) not null
  unit_price numeric(19,4) not null
  line_total numeric(19,4) not null
  discount_amount numeric(19,4) not null default 0
  inventory_status character varying(50)
  available_quantity numeric(15,4)
  vendor_id character varying(20)
  vendor_lead_time integer
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint check_product_status CHECK (((product_correlation_status)::text = ANY ((ARRAY['MATCHED'::character varying, 'PENDING_CREATION'::character varying, 'FAILED'::character varying])::text[])))
  constraint staging_order_lines_line_number UNIQUE (staging_id, line_number)
  constraint staging_order_lines_pkey PRIMARY KEY (staging_id, line_id)
  CREATE INDEX idx_lines_unmapped ON ONLY orders.staging_order_lines USING btree (salesforce_product_code) WHERE ((product_correlation_status)::text = 'PENDING_CREATION'::text)
table orders.staging_order_lines_default default partition
table orders.staging_orders partition by RANGE (staging_id)
  staging_id uuid not null
  provisional_order_id character varying(50)
  salesforce_order_id character varying(18)
  netsuite_transaction_id character varying(50)
  netsuite_order_number character varying(20)
  netsuite_internal_id bigint
  salesforce_account_id character varying(18)
  customer_email character varying(255)
  as400_customer_id character varying(20)
  netsuite_customer_id bigint
  duns_number character varying(9)
  tax_id character varying(20)
  correlation_confidence numeric(3,2)
  correlation_method character varying(50)
  order_date timestamp with time zone
  order_total numeric(19,4)
  currency_code character varying(3)
  salesforce_opportunity_id character varying(18)
  billing_country character varying(100)
  subsidiary_id integer
  subsidiary_determination_method character varying(50)
  staging_status character varying(50) not null default 'PENDING'::character varying
  credit_check_status character varying(50)
  inventory_status character varying(50)
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  sf_created_at timestamp with time zone
  ns_created_at timestamp with time zone
  completed_at timestamp with time zone
  retry_count integer not null default 0
  max_retries integer not null default 3
  last_error_message text
  last_error_code character varying(50)
  requires_manual_review boolean not null default false
  manual_review_reason text
  created_by character varying(100) not null default 'WORKERS'::character varying
  updated_by character varying(100)
  boomi_execution_id character varying(100)
  source character varying(50) not null
  source_order_id character varying(255) not null
  source_version bigint not null
  external_id uuid not null
  attempt integer not null
  row_version integer not null
  caused_by uuid
  received_at timestamp with time zone not null
  order_number character varying(100)
  purchase_order_number character varying(100)
  customer_name character varying(255)
  as400_company character varying(20)
  payment_terms character varying(50)
  document jsonb
  availability jsonb
  step character varying(20)
  step_since timestamp with time zone
  review_code character varying(100)
  wait_code character varying(50)
  wait_reason text
  wait_until timestamp with time zone
  sweep_at timestamp with time zone
  sweeps integer not null default 0
  erp_requested boolean not null default false
  erp_version bigint
  board_requested boolean not null default false
  board_status character varying(20)
  board_id bigint
  board_item_id bigint
  board_subitems integer
  board_version bigint
  cancel_requested_at timestamp with time zone
  cancel_reason text
  erp_cancelled boolean not null default false
  erp_cancelled_id bigint
  board_closed boolean not null default false
  chosen_customer_id bigint
  chosen_subsidiary_id integer
  chosen_by character varying(100)
  chosen_reason text
  approved_by character varying(100)
  approval_reason text
  applied_actions text
  constraint check_content CHECK (((document IS NOT NULL) OR (cancel_requested_at IS NOT NULL)))
  constraint check_staging_status CHECK (((staging_status)::text = ANY ((ARRAY['PENDING'::character varying, 'CORRELATING'::character varying, 'CREDIT_CHECK'::character varying, 'AWAITING_NS'::character varying, 'POLLING_NS'::character varying, 'COMPLETED'::character varying, 'FAILED'::character varying, 'CANCELLED'::character varying])::text[])))
  constraint staging_orders_pkey PRIMARY KEY (staging_id)
  CREATE INDEX idx_correlation ON ONLY orders.staging_orders USING btree (salesforce_account_id, customer_email)
  CREATE INDEX idx_created_at ON ONLY orders.staging_orders USING brin (created_at)
  CREATE INDEX idx_review ON ONLY orders.staging_orders USING btree (step_since) WHERE requires_manual_review
  CREATE INDEX idx_staging_status ON ONLY orders.staging_orders USING btree (staging_status, step_since) WHERE ((staging_status)::text <> ALL ((ARRAY['COMPLETED'::character varying, 'CANCELLED'::character varying])::text[]))
  CREATE INDEX idx_sweep ON ONLY orders.staging_orders USING btree (sweep_at) WHERE (sweep_at IS NOT NULL)
table orders.staging_orders_default default partition
CREATE OR REPLACE FUNCTION orders.uuid_v7_floor(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$function$

view orders.v_integration_errors
  error_id uuid
  staging_id uuid
  error_source character varying(50)
  error_type character varying(100)
  error_code character varying(50)
  error_message text
  request_payload jsonb
  response_payload jsonb
  stack_trace text
  is_resolved boolean
  resolution_notes text
  resolved_by character varying(100)
  resolved_at timestamp with time zone
  occurred_at timestamp with time zone
  boomi_execution_id character varying(100)
view orders.v_orders
  staging_id uuid
  source character varying(50)
  source_order_id character varying(255)
  source_version bigint
  attempt integer
  external_id uuid
  provisional_order_id character varying(50)
  order_number character varying(100)
  purchase_order_number character varying(100)
  netsuite_transaction_id character varying(50)
  netsuite_order_number character varying(20)
  netsuite_internal_id bigint
  netsuite_customer_id bigint
  customer_name character varying(255)
  salesforce_account_id character varying(18)
  customer_email character varying(255)
  board_id bigint
  board_item_id bigint
  board_subitems integer
  order_date timestamp with time zone
  order_total numeric(19,4)
  currency_code character varying(3)
  staging_status character varying(50)
  credit_check_status character varying(50)
  inventory_status character varying(50)
  board_status character varying(20)
  erp_version bigint
  board_version bigint
  correlation_confidence numeric(3,2)
  correlation_method character varying(50)
  subsidiary_id integer
  subsidiary_determination_method character varying(50)
  step character varying(20)
  step_since timestamp with time zone
  review_code character varying(100)
  manual_review_reason text
  requires_manual_review boolean
  wait_code character varying(50)
  wait_reason text
  wait_until timestamp with time zone
  retry_count integer
  max_retries integer
  last_error_code character varying(50)
  last_error_message text
  cancel_requested_at timestamp with time zone
  cancel_reason text
  created_at timestamp with time zone
  updated_at timestamp with time zone
  received_at timestamp with time zone
  ns_created_at timestamp with time zone
  completed_at timestamp with time zone
  boomi_execution_id character varying(100)
  bucket text
view reporting.v_audit_log
  audit_id uuid
  staging_id uuid
  event_type character varying(100)
  event_description text
  old_value jsonb
  new_value jsonb
  system_source character varying(50)
  user_id character varying(100)
  boomi_execution_id character varying(100)
  created_at timestamp with time zone
view reporting.v_board_batches
  batch_id uuid
  customer_name text
  batch_type text
  status text
  total_records integer
  successful_records integer
  failed_records integer
  start_time timestamp with time zone
  end_time timestamp with time zone
  error_summary text
view reporting.v_board_errors
  err_id bigint
  staging_id uuid
  order_version bigint
  order_number text
  item_name text
  error_type text
  error_message text
  retry_count integer
  created_date timestamp with time zone
  resolved_at timestamp with time zone
  resolved_by text
view reporting.v_board_items
  staging_id uuid
  order_version bigint
  external_id text
  title text
  customer text
  order_number text
  po_number text
  board_id bigint
  group_id text
  item_id bigint
  customer_batch text
  promoted_at timestamp with time zone
  closed_at timestamp with time zone
  rolled_back_at timestamp with time zone
view reporting.v_board_subitems
  staging_id uuid
  external_id text
  parent_item_id bigint
  subitem_id bigint
  subitem_name text
  line_number integer
  sku text
  size text
  order_qty numeric
  unit_price numeric
  promoted_at timestamp with time zone
view reporting.v_correlation_map
  correlation_id uuid
  salesforce_account_id character varying(18)
  netsuite_customer_id bigint
  as400_customer_id character varying(20)
  primary_email character varying(255)
  duns_number character varying(20)
  tax_id character varying(40)
  correlation_score numeric(3,2)
  last_verified timestamp with time zone
  verification_source character varying(50)
  is_validated boolean
  created_at timestamp with time zone
  updated_at timestamp with time zone
view reporting.v_credit_cache
  customer_key character varying(100)
  as400_customer_id character varying(20)
  duns_number character varying(9)
  credit_limit numeric(15,2)
  available_credit numeric(15,2)
  credit_score integer
  past_due_amount numeric(15,2)
  payment_terms character varying(50)
  volume_discount numeric(5,2)
  cached_at timestamp with time zone
  expires_at timestamp with time zone
  source_system character varying(20)
  is_stale boolean
  api_calls_today integer
view reporting.v_credit_decisions
  staging_id uuid
  version bigint
  attempt integer
  outcome text
  reason text
  decided_by text
  account text
  order_total numeric(18,4)
  currency_code character varying(3)
  credit_limit numeric(18,4)
  available_credit numeric(18,4)
  credit_score integer
  past_due_amount numeric(18,4)
  payment_terms character varying(50)
  volume_discount numeric(5,2)
  decided_at timestamp with time zone
view reporting.v_intake
  source text
  source_order_id text
  staging_id uuid
  source_version bigint
  event_type text
  channel text
  received_at timestamp with time zone
  republished_count integer
  adopted_at timestamp with time zone
view reporting.v_intake_counts
  source text
  received numeric
  accepted numeric
  duplicates numeric
  quarantined numeric
  rejected numeric
view reporting.v_integration_errors
  error_id uuid
  staging_id uuid
  error_source character varying(50)
  error_type character varying(100)
  error_code character varying(50)
  error_message text
  request_payload jsonb
  response_payload jsonb
  is_resolved boolean
  resolution_notes text
  resolved_by character varying(100)
  resolved_at timestamp with time zone
  occurred_at timestamp with time zone
  boomi_execution_id character varying(100)
view reporting.v_order_counts
  source character varying(50)
  bucket text
  orders bigint
view reporting.v_order_lines
  staging_id uuid
  line_id uuid
  line_number integer
  salesforce_product_id character varying(18)
  salesforce_product_code character varying(100)
  netsuite_item_id bigint
  netsuite_item_name character varying(255)
  is_custom_product boolean
  product_correlation_status character varying(50)
  quantity numeric(15,4)
  unit_price numeric(19,4)
  line_total numeric(19,4)
  discount_amount numeric(19,4)
  inventory_status character varying(50)
  available_quantity numeric(15,4)
  vendor_id character varying(20)
  vendor_lead_time integer
view reporting.v_orders
  staging_id uuid
  source character varying(50)
  source_order_id character varying(255)
  source_version bigint
  external_id uuid
  provisional_order_id character varying(50)
  order_number character varying(100)
  purchase_order_number character varying(100)
  netsuite_transaction_id character varying(50)
  netsuite_order_number character varying(20)
  netsuite_internal_id bigint
  netsuite_customer_id bigint
  customer_name character varying(255)
  salesforce_account_id character varying(18)
  customer_email character varying(255)
  board_id bigint
  board_item_id bigint
  board_subitems integer
  order_date timestamp with time zone
  order_total numeric(19,4)
  currency_code character varying(3)
  bucket text
  staging_status character varying(50)
  credit_check_status character varying(50)
  inventory_status character varying(50)
  board_status character varying(20)
  correlation_confidence numeric(3,2)
  correlation_method character varying(50)
  subsidiary_id integer
  subsidiary_determination_method character varying(50)
  step character varying(20)
  step_since timestamp with time zone
  manual_review_reason text
  wait_code character varying(50)
  wait_reason text
  wait_until timestamp with time zone
  retry_count integer
  last_error_code character varying(50)
  last_error_message text
  created_at timestamp with time zone
  updated_at timestamp with time zone
  completed_at timestamp with time zone
  boomi_execution_id character varying(100)
view reporting.v_orders_pending_correlation
  staging_id uuid
  provisional_order_id character varying(50)
  salesforce_account_id character varying(18)
  customer_email character varying(255)
  correlation_confidence numeric(3,2)
  created_at timestamp with time zone
  correlation_strategy text
view reporting.v_orders_stuck_polling
  poll_id uuid
  staging_id uuid
  transaction_id character varying(50)
  poll_attempts integer
  created_at timestamp with time zone
  minutes_polling numeric
  provisional_order_id character varying(50)
  salesforce_order_id character varying(18)
view reporting.v_pending_products
  product_code text
  description text
  orders bigint
  waiting_since timestamp with time zone
view reporting.v_polling_queue
  poll_id uuid
  staging_id uuid
  transaction_id character varying(50)
  transaction_type character varying(50)
  poll_status character varying(20)
  poll_attempts integer
  max_poll_attempts integer
  next_poll_at timestamp with time zone
  poll_interval_seconds integer
  result_document_number character varying(50)
  result_internal_id bigint
  result_status character varying(100)
  created_at timestamp with time zone
  completed_at timestamp with time zone
  timeout_at timestamp with time zone
view reporting.v_products
  product_code character varying(100)
  netsuite_item_id bigint
  name character varying(255)
  is_active boolean
  updated_at timestamp with time zone
view reporting.v_quarantine
  id uuid
  received_at timestamp with time zone
  channel text
  routing_key text
  content_type text
  code text
  reason text
  violations jsonb
  source text
  source_order_id text
  source_version bigint
  body_length bigint
  resolved_at timestamp with time zone
  resolution text
  resolved_by text
  resolved_reason text
table transformation.not_stageable
  order_id uuid not null
  version bigint not null
  attempt integer not null
  content_hash bytea not null
  result jsonb not null
  rejected_at timestamp with time zone not null
  constraint not_stageable_pkey PRIMARY KEY (order_id, version, attempt, content_hash)
table transformation.pending_product
  product_code text not null
  order_id uuid not null
  description text
  asked_at timestamp with time zone not null
  announcements integer not null default 0
  next_announcement_at timestamp with time zone not null
  constraint pending_product_pkey PRIMARY KEY (product_code, order_id)
  CREATE INDEX pending_product_order ON transformation.pending_product USING btree (order_id)
table transformation.product
  product_code character varying(100) not null
  netsuite_item_id bigint not null
  name character varying(255)
  is_active boolean not null default true
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint product_netsuite_item_id_check CHECK ((netsuite_item_id > 0))
  constraint product_pkey PRIMARY KEY (product_code)
table transformation.provisional_id
  order_id uuid not null
  provisional_order_id character varying(50) not null
  constraint provisional_id_pkey PRIMARY KEY (order_id)
  constraint provisional_id_unique UNIQUE (provisional_order_id)
sequence transformation.provisional_number
table transformation.received_order
  order_id uuid not null
  version bigint not null
  event jsonb not null
  received_at timestamp with time zone not null
  constraint received_order_pkey PRIMARY KEY (order_id, version)
table transformation.staged_order
  order_id uuid not null
  version bigint not null
  attempt integer not null
  result jsonb not null
  staged_at timestamp with time zone not null
  constraint staged_order_pkey PRIMARY KEY (order_id, version, attempt)
