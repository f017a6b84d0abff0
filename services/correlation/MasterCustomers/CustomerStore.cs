using Dapper;
using Npgsql;
using Workers.Postgres;

namespace Workers.Correlation.MasterCustomers;

internal sealed class CustomerStore(Database database)
{
    public Task<bool> Upsert(IReadOnlyList<MasterCustomer> customers, UploadResult result, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("-- correlation: one upload at a time\nselect pg_advisory_xact_lock(hashtext('correlation.customers'))", null, transaction);
            await AdoptMade(connection, transaction, customers);
            var taken = await Held(connection, transaction, customers);
            foreach (var (id, reason) in taken) result.Refuse(id, reason);
            var refused = taken.Select(conflict => conflict.Id).ToHashSet();
            var free = customers.Where(customer => !refused.Contains(customer.Id)).OrderBy(customer => customer.Id).ToList();
            var changes = (await connection.QueryAsync<bool>(CustomerSql.Upsert, CustomerSql.Arguments(free), transaction)).AsList();
            result.Inserted += changes.Count(isNew => isNew);
            result.Updated += changes.Count(isNew => !isNew);
            result.Unchanged += free.Count - changes.Count;
            return true;
        }, cancellationToken);

    // Rows that sp_get_or_create_correlation made before the customer was known become the customer's row.
    private static Task AdoptMade(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MasterCustomer> customers) => connection.ExecuteAsync(
        """
        -- correlation: adopt rows that were made without a customer
        with incoming as (
            select * from unnest(@ids, @keys) as i(id, key) where key is not null
        ),
        known as (
            delete from customer_correlation_map m using incoming i
            where m.salesforce_key = i.key and m.netsuite_customer_id is null
              and exists (select from customer_correlation_map k where k.netsuite_customer_id = i.id)
        )
        update customer_correlation_map m
        set netsuite_customer_id = i.id, as400_customer_id = null, as400_key = null
        from incoming i
        where m.salesforce_key = i.key and m.netsuite_customer_id is null
          and not exists (select from customer_correlation_map k where k.netsuite_customer_id = i.id)
        """, new { ids = customers.Select(c => c.Id).ToArray(), keys = customers.Select(c => c.SalesforceKey).ToArray() }, transaction);

    private static async Task<IReadOnlyList<(long Id, string Reason)>> Held(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MasterCustomer> customers) =>
        (await connection.QueryAsync<(long, string)>(
            """
            -- correlation: find ids that belong to other customers
            with incoming as (
                select * from unnest(@ids, @keys, @companies, @numbers) as i(id, key, company, number)
            )
            select i.id, 'salesforceAccountId ' || i.key || ' belongs to customer ' || coalesce(m.netsuite_customer_id::text, '(none)')
            from incoming i join customer_correlation_map m on m.salesforce_key = i.key
            where m.netsuite_customer_id is distinct from i.id
            union
            select i.id, 'as400CustomerId ' || i.number || ' belongs to customer ' || coalesce(m.netsuite_customer_id::text, '(none)')
            from incoming i join customer_correlation_map m on m.as400_customer_id = i.number and coalesce(m.as400_company, '') = coalesce(i.company, '')
            where m.netsuite_customer_id is distinct from i.id
            """,
            new
            {
                ids = customers.Select(c => c.Id).ToArray(), keys = customers.Select(c => c.SalesforceKey).ToArray(),
                companies = customers.Select(c => c.Entry.As400Company).ToArray(), numbers = customers.Select(c => c.Entry.As400CustomerId).ToArray(),
            }, transaction)).DistinctBy(row => row.Item1).ToList();
}
