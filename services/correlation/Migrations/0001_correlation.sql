-- Master customers across the systems, with the keys they are found by. A key column holds the value in the spelling of the service's
-- Normalize folder; each has an index of its own. A mailbox that is a role or free-mail address stands in mailbox_key, never in email_key.
create table customer_correlation_map (
  correlation_id uuid primary key default gen_random_uuid(),

  salesforce_account_id varchar(18),
  netsuite_customer_id bigint,
  as400_customer_id varchar(20),
  as400_company varchar(10),

  primary_email varchar(255),
  duns_number varchar(20),
  tax_id varchar(40),

  company_name varchar(255),
  contact_name varchar(255),
  phone varchar(50),
  street varchar(255),
  city varchar(100),
  region varchar(100),
  postal_code varchar(20),
  country varchar(100),
  is_active boolean not null default true,

  salesforce_key text,
  as400_key text,
  duns_key text,
  tax_key text,
  email_key text,
  mailbox_key text,
  name_key text,
  phone_key text,
  street_key text,
  postcode_key text,
  city_key text,

  correlation_score numeric(3,2),
  last_verified timestamptz,
  verification_source varchar(50),
  is_validated boolean not null default false,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  constraint unique_salesforce_account unique (salesforce_account_id),
  constraint unique_salesforce_key unique (salesforce_key),
  constraint unique_netsuite_customer unique (netsuite_customer_id),
  constraint unique_sf_ns_pair unique (salesforce_account_id, netsuite_customer_id)
);
-- The AS400 numbers its customers within a company.
create unique index unique_as400_customer on customer_correlation_map (coalesce(as400_company, ''), as400_customer_id);
create index idx_as400_correlation on customer_correlation_map (as400_key);
create index idx_email_correlation on customer_correlation_map (email_key);
create index idx_mailbox_correlation on customer_correlation_map (mailbox_key);
create index idx_duns_correlation on customer_correlation_map (duns_key);
create index idx_tax_correlation on customer_correlation_map (tax_key);
create index idx_name_correlation on customer_correlation_map (name_key);
create index idx_phone_correlation on customer_correlation_map (phone_key);
create index idx_address_correlation on customer_correlation_map (postcode_key, street_key);

-- The step's result, immutable.
create table correlation_decision (
  order_id uuid not null,
  version bigint not null,
  attempt integer not null,
  review_code varchar(50),
  netsuite_customer_id bigint,
  runner_up_netsuite_customer_id bigint,
  confidence numeric(3,2) not null,
  method varchar(50),
  reason text not null,
  evidence jsonb not null,
  answer jsonb not null,
  source varchar(50) not null,
  order_total numeric not null,
  currency_code varchar(3) not null,
  chosen_by text,
  decided_at timestamptz not null,
  primary key (order_id, version, attempt)
);

-- What waits for a person, the most valuable first.
create view review as
select order_id, version, attempt, review_code, reason, confidence, order_total, currency_code, decided_at
from (
  select distinct on (order_id) * from correlation_decision order by order_id, version desc, attempt desc
) as latest
where review_code is not null
order by order_total desc;

-- What a person decided about a channel's customer. Rows are revoked, never deleted.
create table confirmed_link (
  link_id uuid primary key default gen_random_uuid(),
  channel_key text not null,
  correlation_id uuid not null references customer_correlation_map (correlation_id),
  order_id uuid not null,
  confirmed_by text not null,
  reason text,
  confirmed_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text
);
create unique index confirmed_link_in_force on confirmed_link (channel_key) where revoked_at is null;
create index confirmed_link_customer on confirmed_link (correlation_id);
