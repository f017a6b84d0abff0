create table mon_cust_master_schedule (
  order_id uuid constraint mon_cust_master_schedule_pkey primary key,
  order_version bigint not null,
  attempt integer not null,
  external_id text not null,
  title text not null,
  customer text not null,
  order_number text,
  po_number text,
  order_date date,
  requested_date date,
  order_total numeric,
  currency text,
  netsuite_order text,
  netsuite_id bigint,
  status text,
  inventory text,
  ship_to_country text,
  source text,
  column_values text not null,
  board_id bigint not null,
  group_id text not null,
  item_id bigint not null,
  batch_id uuid,
  customer_batch text not null,
  promoted_at timestamptz not null default now(),
  closed_at timestamptz,
  rolled_back_at timestamptz
) with (fillfactor = 90);
create index mon_cust_master_schedule_batch on mon_cust_master_schedule (batch_id);
create index mon_cust_master_schedule_customer_batch on mon_cust_master_schedule (customer_batch);
create index mon_cust_master_schedule_order_number on mon_cust_master_schedule (order_number);
create index mon_cust_master_schedule_item on mon_cust_master_schedule (item_id);

create table mon_cust_master_schedule_subitems (
  order_id uuid not null constraint mon_cust_master_schedule_subitems_item references mon_cust_master_schedule (order_id) on delete cascade,
  external_id text not null,
  parent_item_id bigint not null,
  subitem_id bigint not null,
  subitem_board_id bigint,
  subitem_name text not null,
  line_number integer not null,
  sku text,
  description text,
  size text,
  order_qty numeric not null,
  unit_price numeric,
  inventory text,
  column_values text not null,
  batch_id uuid,
  promoted_at timestamptz not null default now(),
  constraint mon_cust_master_schedule_subitems_pkey primary key (order_id, external_id)
);

create table err_mon_cust_master_schedule (
  err_id bigint generated always as identity constraint err_mon_cust_master_schedule_pkey primary key,
  original_stg_id bigint,
  order_id uuid not null,
  order_version bigint not null,
  attempt integer not null,
  batch_id uuid,
  customer_batch text,
  order_number text,
  item_name text,
  api_payload text,
  error_type text not null,
  error_message text not null,
  retry_count integer not null default 0,
  created_date timestamptz not null default now(),
  original_data text,
  resolved_at timestamptz,
  resolved_by text
);
create index err_mon_cust_master_schedule_open on err_mon_cust_master_schedule (err_id) where resolved_at is null;
create index err_mon_cust_master_schedule_order on err_mon_cust_master_schedule (order_id);

create table err_mon_cust_master_schedule_subitems (
  err_id bigint generated always as identity constraint err_mon_cust_master_schedule_subitems_pkey primary key,
  original_stg_id bigint,
  order_id uuid not null,
  order_version bigint not null,
  attempt integer not null,
  parent_item_id bigint,
  batch_id uuid,
  size_label text,
  order_qty numeric,
  api_payload text,
  error_type text not null,
  error_message text not null,
  retry_count integer not null default 0,
  created_date timestamptz not null default now(),
  original_data text,
  resolved_at timestamptz,
  resolved_by text
);
create index err_mon_cust_master_schedule_subitems_open on err_mon_cust_master_schedule_subitems (err_id) where resolved_at is null;
create index err_mon_cust_master_schedule_subitems_order on err_mon_cust_master_schedule_subitems (order_id);
