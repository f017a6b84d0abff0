using Dapper;
using Workers.Postgres;

namespace Workers.Correlation.FindCustomer;

/// <summary>The master customers that share a key with any order of a batch, in one round trip of capped, indexed look-ups.</summary>
internal sealed class CandidateQuery(Database database)
{
    public async Task<ILookup<int, Customer>> Find(IReadOnlyList<CustomerKeys> keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<int, Customer, (int Number, Customer Customer)>(new CommandDefinition(Sql,
            new
            {
                salesforce = Column(keys, k => k.Salesforce), as400 = Column(keys, k => k.As400), duns = Column(keys, k => k.Duns), tax = Column(keys, k => k.Tax),
                email = Column(keys, k => k.Email), mailbox = Column(keys, k => k.Mailbox), name = Column(keys, k => k.Name), phone = Column(keys, k => k.Phone),
                street = Column(keys, k => k.Billing.Street), postcode = Column(keys, k => k.Billing.Postcode), link = Column(keys, k => k.ChannelKey),
                chosen = keys.Select(k => k.Chosen).ToArray(),
            }, cancellationToken: cancellationToken), (number, customer) => (number, customer), splitOn: "correlation_id");
        return rows.ToLookup(row => row.Number - 1, row => row.Customer);
    }

    private static string?[] Column(IReadOnlyList<CustomerKeys> keys, Func<CustomerKeys, string?> key) => [.. keys.Select(key)];

    private const string Sql =
        """
        -- correlation: find candidates
        with question as (
            select * from unnest(@salesforce, @as400, @duns, @tax, @email, @mailbox, @name, @phone, @street, @postcode, @link, @chosen)
                with ordinality as q(salesforce, as400, duns, tax, email, mailbox, name, phone, street, postcode, link, chosen, number)
        )
        select q.number::int as number, m.correlation_id, m.netsuite_customer_id, m.company_name, m.salesforce_account_id, m.as400_customer_id, m.as400_company,
               m.duns_number, m.tax_id, m.is_active, m.salesforce_key, m.as400_key, m.duns_key, m.tax_key, m.email_key, m.mailbox_key, m.name_key, m.phone_key,
               m.street_key, m.postcode_key, m.city_key, hit.is_confirmed
        from question q
        cross join lateral (
            select found.correlation_id, bool_or(found.is_confirmed) as is_confirmed
            from (
                (select correlation_id, false as is_confirmed from customer_correlation_map where salesforce_key = q.salesforce limit 26)
                union all (select correlation_id, false from customer_correlation_map where as400_key = q.as400 limit 26)
                union all (select correlation_id, false from customer_correlation_map where duns_key = q.duns limit 26)
                union all (select correlation_id, false from customer_correlation_map where tax_key = q.tax limit 26)
                union all (select correlation_id, false from customer_correlation_map where email_key = q.email limit 26)
                union all (select correlation_id, false from customer_correlation_map where mailbox_key = q.mailbox limit 26)
                union all (select correlation_id, false from customer_correlation_map where name_key = q.name limit 26)
                union all (select correlation_id, false from customer_correlation_map where phone_key = q.phone limit 26)
                union all (select correlation_id, false from customer_correlation_map where street_key = q.street and postcode_key = q.postcode limit 26)
                union all (select correlation_id, false from customer_correlation_map where netsuite_customer_id = q.chosen)
                union all (select l.correlation_id, true from confirmed_link l where l.channel_key = q.link and l.revoked_at is null)
            ) as found
            group by found.correlation_id
        ) as hit
        join customer_correlation_map m using (correlation_id)
        where m.netsuite_customer_id is not null
        """;
}
