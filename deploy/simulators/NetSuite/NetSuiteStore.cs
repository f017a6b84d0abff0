using Workers.Simulators.Seed;

namespace Workers.Simulators.NetSuite;

/// <summary>The account's records and their indexes. Callers hold <see cref="Gate"/>.</summary>
internal sealed class NetSuiteStore
{
    private long nextId = 500_000;
    private long nextTranId = 100_001;

    public Lock Gate { get; } = new();

    public Dictionary<string, ItemRecord> Items { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, CustomerRecord> Customers { get; } = [];

    public Dictionary<string, CustomerRecord> CustomersByExternalId { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, SalesOrderRecord> Orders { get; } = [];

    public Dictionary<string, SalesOrderRecord> OrdersByExternalId { get; } = new(StringComparer.Ordinal);

    /// <summary>Every order ever created, deleted ones too: the ledger shows them all.</summary>
    public List<SalesOrderRecord> AllOrders { get; } = [];

    public long NextId() => nextId++;

    public string NextTranId() => $"SO{nextTranId++}";

    public void Seed(IReadOnlyList<CustomerRow> rows, DateTimeOffset now)
    {
        foreach (var row in rows)
        {
            if (!long.TryParse(row.NetSuiteCustomerId, out var id))
                continue;
            if (Customers.TryGetValue(id, out var old) && old.ExternalId is { } taken)
                CustomersByExternalId.Remove(taken);

            var customer = SeededCustomers.From(row, id, now);
            Customers[id] = customer;
            if (customer.ExternalId is { } externalId)
                CustomersByExternalId[externalId] = customer;
            nextId = Math.Max(nextId, id + 1);
        }
    }

    public void Seed(IReadOnlyList<ProductRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.NetSuiteItemId is { } id)
                Items[id] = SeededCustomers.From(row, id);
        }
    }

    public void Reset()
    {
        Items.Clear();
        Customers.Clear();
        CustomersByExternalId.Clear();
        Orders.Clear();
        OrdersByExternalId.Clear();
        AllOrders.Clear();
        (nextId, nextTranId) = (500_000, 100_001);
    }
}
