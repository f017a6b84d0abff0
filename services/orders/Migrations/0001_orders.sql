-- The staging table of the seed. One row per order is also the instance of the saga. Partitioned by month on staging_id, a UUIDv7, so that
-- the primary key needs no second column; identities and look-up keys live in small unpartitioned tables.
create table staging_orders (
    staging_id uuid not null,
    provisional_order_id varchar(50),               -- null only for a cancellation that arrived before its order
    salesforce_order_id varchar(18),
    netsuite_transaction_id varchar(50),
    netsuite_order_number varchar(20),
    netsuite_internal_id bigint,

    salesforce_account_id varchar(18),              -- other channels have none
    customer_email varchar(255),
    as400_customer_id varchar(20),
    netsuite_customer_id bigint,
    duns_number varchar(9),
    tax_id varchar(20),
    correlation_confidence numeric(3, 2),
    correlation_method varchar(50),

    order_date timestamptz,
    order_total numeric(19, 4),
    currency_code varchar(3),
    salesforce_opportunity_id varchar(18),
    billing_country varchar(100),
    subsidiary_id integer,
    subsidiary_determination_method varchar(50),

    staging_status varchar(50) not null default 'PENDING',
    credit_check_status varchar(50),
    inventory_status varchar(50),

    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    sf_created_at timestamptz,
    ns_created_at timestamptz,
    completed_at timestamptz,

    retry_count integer not null default 0,
    max_retries integer not null default 3,
    last_error_message text,
    last_error_code varchar(50),
    requires_manual_review boolean not null default false,
    manual_review_reason text,

    created_by varchar(100) not null default 'WORKERS',
    updated_by varchar(100),
    boomi_execution_id varchar(100),                -- trace id of the execution

    -- The order's identity and the saga's own bookkeeping.
    source varchar(50) not null,
    source_order_id varchar(255) not null,
    source_version bigint not null,
    external_id uuid not null,
    attempt integer not null,
    row_version integer not null,
    caused_by uuid,                                 -- message id of the last event that was applied
    received_at timestamptz not null,
    order_number varchar(100),
    purchase_order_number varchar(100),
    customer_name varchar(255),
    as400_company varchar(20),
    payment_terms varchar(50),
    document jsonb,
    availability jsonb,

    step varchar(20),                               -- null when nothing is left to do
    step_since timestamptz,
    review_code varchar(100),
    wait_code varchar(50),
    wait_reason text,
    wait_until timestamptz,
    sweep_at timestamptz,
    sweeps integer not null default 0,

    erp_requested boolean not null default false,
    erp_version bigint,
    board_requested boolean not null default false,
    board_status varchar(20),
    board_id bigint,
    board_item_id bigint,
    board_subitems integer,
    board_version bigint,

    cancel_requested_at timestamptz,
    cancel_reason text,
    erp_cancelled boolean not null default false,
    erp_cancelled_id bigint,
    board_closed boolean not null default false,

    chosen_customer_id bigint,
    chosen_subsidiary_id integer,
    chosen_by varchar(100),
    chosen_reason text,
    approved_by varchar(100),
    approval_reason text,
    applied_actions text,                           -- ids of the operator actions that were carried out

    constraint staging_orders_pkey primary key (staging_id),
    constraint check_staging_status check (staging_status in
        ('PENDING', 'CORRELATING', 'CREDIT_CHECK', 'AWAITING_NS', 'POLLING_NS', 'COMPLETED', 'FAILED', 'CANCELLED')),
    constraint check_content check (document is not null or cancel_requested_at is not null)
) partition by range (staging_id);

create index idx_created_at on staging_orders using brin (created_at);
create index idx_staging_status on staging_orders (staging_status, step_since) where staging_status not in ('COMPLETED', 'CANCELLED');
create index idx_review on staging_orders (step_since) where requires_manual_review;
create index idx_sweep on staging_orders (sweep_at) where sweep_at is not null;
create index idx_correlation on staging_orders (salesforce_account_id, customer_email);

create table staging_order_lines (
    line_id uuid not null default gen_random_uuid(),
    staging_id uuid not null,
    line_number integer not null,
    salesforce_product_id varchar(18),
    salesforce_product_code varchar(100),
    netsuite_item_id bigint,
    netsuite_item_name varchar(255),
    is_custom_product boolean not null default false,
    product_correlation_status varchar(50),
    quantity numeric(15, 4) not null,
    unit_price numeric(19, 4) not null,
    line_total numeric(19, 4) not null,
    discount_amount numeric(19, 4) not null default 0,
    inventory_status varchar(50),
    available_quantity numeric(15, 4),
    vendor_id varchar(20),
    vendor_lead_time integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint staging_order_lines_pkey primary key (staging_id, line_id),
    constraint staging_order_lines_line_number unique (staging_id, line_number),
    constraint check_product_status check (product_correlation_status in ('MATCHED', 'PENDING_CREATION', 'FAILED'))
) partition by range (staging_id);

create index idx_lines_unmapped on staging_order_lines (salesforce_product_code) where product_correlation_status = 'PENDING_CREATION';

-- Uniqueness over all partitions.
create table order_identity (
    source_order_id varchar(255) not null,
    source varchar(50) not null,
    staging_id uuid not null,
    constraint order_identity_pkey primary key (source_order_id, source)
);

create table provisional_order (
    provisional_order_id varchar(50) not null,
    staging_id uuid not null,
    constraint provisional_order_pkey primary key (provisional_order_id)
);

-- Everything else that people know an order by: order number, NetSuite number and id, external id, board item. Need not be unique.
create table order_lookup (
    lookup_key varchar(255) not null,
    staging_id uuid not null,
    constraint order_lookup_pkey primary key (lookup_key, staging_id)
);
