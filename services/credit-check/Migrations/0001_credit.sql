-- What was decided for an order: written once, never changed, published again on a redelivery.
create table decision (
  order_id         uuid           not null,
  version          bigint         not null,
  attempt          integer        not null,
  outcome          text           not null,
  reason           text           not null,
  decided_by       text           not null,
  account          text           not null,
  order_total      numeric(18, 4) not null,
  currency_code    varchar(3)     not null,
  credit_limit     numeric(18, 4),
  available_credit numeric(18, 4),
  credit_score     integer,
  past_due_amount  numeric(18, 4),
  payment_terms    varchar(50),
  volume_discount  numeric(5, 2),
  decided_at       timestamptz    not null default now(),
  constraint decision_pkey primary key (order_id, version, attempt),
  constraint decision_outcome check (outcome in ('NOT_REQUIRED', 'APPROVED', 'CACHE_USED', 'REJECTED')),
  constraint decision_decided_by check (decided_by in ('DUN_BRADSTREET', 'AS400', 'PERSON', 'POLICY'))
);
create index decision_decided_at on decision using brin (decided_at);

-- What an order takes of its account's limit. One row per order; a release may come before the approval and then stands as a tombstone.
create table open_approval (
  order_id    uuid           not null,
  account     text           not null,
  version     bigint         not null,
  attempt     integer        not null,
  base_amount numeric(18, 4) not null,
  approved_at timestamptz    not null default now(),
  released_at timestamptz,
  constraint open_approval_pkey primary key (order_id)
);
create index open_approval_account on open_approval (account, approved_at) include (base_amount) where released_at is null;

-- Orders that cannot be decided now, with the command as it came.
create table waiting_check (
  order_id      uuid        not null,
  version       bigint      not null,
  attempt       integer     not null,
  cause         text        not null,
  code          text        not null,
  reason        text        not null,
  next_check_at timestamptz,
  command       jsonb       not null,
  waiting_since timestamptz not null default now(),
  tried_at      timestamptz not null default now(),
  leased_until  timestamptz,
  claim         bigint      not null default 0,
  constraint waiting_check_pkey primary key (order_id, version, attempt),
  constraint waiting_check_cause check (cause in ('budget', 'dnb', 'as400')),
  constraint waiting_check_code check (code in ('RATE_LIMITED', 'VENDOR_DOWN', 'VENDOR_PAUSED'))
);
create index waiting_check_cause_tried on waiting_check (cause, tried_at);

create table credit_check_cache (
  cache_id         uuid           primary key default gen_random_uuid(),
  as400_customer_id varchar(20),
  duns_number      varchar(9),
  customer_key     varchar(100)   not null,
  credit_limit     numeric(15, 2),
  available_credit numeric(15, 2),
  credit_score     integer,
  past_due_amount  numeric(15, 2),
  payment_terms    varchar(50),
  volume_discount  numeric(5, 2),
  cached_at        timestamptz    not null default now(),
  expires_at       timestamptz    not null,
  source_system    varchar(20),
  is_stale         boolean        not null default false,
  api_calls_today  integer        not null default 0,
  created_at       timestamptz    not null default now(),
  found            boolean        not null,
  facts            jsonb          not null,
  constraint unique_customer_key unique (customer_key)
);
create index idx_cache_expiry on credit_check_cache (expires_at);
create index idx_cache_customer on credit_check_cache (as400_customer_id);
create index idx_cache_duns on credit_check_cache (duns_number);

-- The budget: a call is counted and has a row before it is made.
create table dnb_day (
  day     date        primary key,
  used    integer     not null,
  slot_at timestamptz not null default now()
);
create table dnb_call (
  call_id     bigint generated always as identity primary key,
  day         date        not null,
  kind        text        not null,
  call_key    text        not null,
  reserved_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz not null,
  finished_at timestamptz,
  outcome     text,
  constraint dnb_call_kind check (kind in ('TOKEN', 'MATCH', 'DATA'))
);
-- One call in flight per customer, whichever instance makes it.
create unique index dnb_call_in_flight on dnb_call (call_key) where finished_at is null;
create index dnb_call_day on dnb_call (day);

-- Only the holder may try a sign-on that has not been seen to work.
create table sign_on (
  vendor       text        primary key,
  leased_until timestamptz not null
);

create table vendor_state (
  vendor     text primary key,
  state      text        not null,
  since      timestamptz not null,
  reason     text,
  changed_by text,
  constraint vendor_state_state check (state in ('ok', 'paused'))
);
