-- One row per order: what NetSuite has and what the next call for the order is.
create table sales_order (
  order_id uuid primary key,
  external_id uuid not null constraint sales_order_external_id_key unique,
  -- IDLE nothing to do; CREATE to be sent; SENT in a submission; UPDATE, CLOSE to be changed at NetSuite
  state text not null default 'IDLE' constraint sales_order_state_check check (state in ('IDLE', 'CREATE', 'SENT', 'UPDATE', 'CLOSE')),
  wanted_kind text,
  wanted_version bigint,
  wanted_attempt integer,
  wanted_hash text,
  wanted_done boolean not null default true,
  -- Highest version that was cancelled: no create of this or a lower version starts.
  tombstone_version bigint,
  internal_id bigint,
  order_number text,
  stands_version bigint,
  stands_hash text,
  stands_closed boolean not null default false,
  stands_lines text,
  submission_id uuid,
  position integer,
  sent_version bigint,
  sent_attempt integer,
  sent_hash text,
  generation integer not null default 0,
  alone boolean not null default false,
  -- True while the outcome of a change is not known: the next call is a look-up.
  unsure boolean not null default false,
  claim bigint not null default 0,
  lease_until timestamptz,
  next_at timestamptz not null default now(),
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sales_order_due on sales_order (state, next_at) where state <> 'IDLE';
create index sales_order_submission on sales_order (submission_id) where submission_id is not null;

-- One row per command, with its result: recorded once, published from here.
create table request (
  order_id uuid not null,
  version bigint not null,
  attempt integer not null,
  kind text not null constraint request_kind_check check (kind in ('CREATE', 'CANCEL')),
  -- json and not jsonb: the text is kept as it came.
  command json not null,
  content_hash text not null,
  stage text not null default 'PENDING'
    constraint request_stage_check check (stage in ('PENDING', 'WAITING', 'SUBMITTED', 'CREATED', 'FAILED', 'CANCELLED', 'SUPERSEDED')),
  transaction_id varchar(50),
  submitted_at timestamptz,
  internal_id bigint,
  order_number text,
  was_update boolean not null default false,
  lines text,
  finished_at timestamptz,
  code text,
  reason text,
  until timestamptz,
  requested_at timestamptz not null default now(),
  stage_at timestamptz not null default now(),
  announced_at timestamptz,
  primary key (order_id, version, attempt, kind)
);
create index request_unannounced on request (stage_at) where announced_at is null and stage not in ('PENDING', 'SUPERSEDED');

-- One row per request to NetSuite that creates orders: stored before it is sent, repeated byte for byte.
create table submission (
  submission_id uuid primary key,
  idempotency_key uuid not null constraint submission_idempotency_key_key unique,
  members uuid[] not null,
  is_collection boolean not null,
  body bytea not null,
  -- READY to be sent (again); SENDING; POLLING its job; UNKNOWN outcome; DONE; DISSOLVED surely not there and given up
  state text not null constraint submission_state_check check (state in ('READY', 'SENDING', 'POLLING', 'UNKNOWN', 'DONE', 'DISSOLVED')),
  claim bigint not null default 0,
  lease_until timestamptz,
  next_at timestamptz not null default now(),
  sends integer not null default 0,
  polls integer not null default 0,
  lookups integer not null default 0,
  absent_since timestamptz,
  job_id varchar(50),
  last_problem text,
  created_at timestamptz not null default now(),
  submitted_at timestamptz,
  finished_at timestamptz
);
create index submission_due on submission (state, next_at) where state in ('READY', 'SENDING', 'POLLING', 'UNKNOWN');

create table netsuite_polling_queue (
  poll_id uuid primary key default gen_random_uuid(),
  staging_id uuid not null,
  transaction_id varchar(50) not null,
  transaction_type varchar(50) not null default 'SALES_ORDER',
  poll_status varchar(20) not null default 'PENDING'
    constraint check_poll_status check (poll_status in ('PENDING', 'POLLING', 'COMPLETED', 'FAILED', 'TIMEOUT')),
  poll_attempts integer not null default 0,
  max_poll_attempts integer not null default 36,
  next_poll_at timestamptz,
  poll_interval_seconds integer not null default 5,
  result_document_number varchar(50),
  result_internal_id bigint,
  result_status varchar(100),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  timeout_at timestamptz,
  constraint netsuite_polling_queue_transaction_key unique (transaction_id, staging_id)
);
create index idx_poll_status on netsuite_polling_queue (poll_status, next_poll_at) where poll_status in ('PENDING', 'POLLING', 'TIMEOUT');
create index idx_poll_staging on netsuite_polling_queue (staging_id);

create table vendor_state (
  vendor text primary key,
  state text not null,
  since timestamptz not null,
  reason text,
  changed_by text
);
