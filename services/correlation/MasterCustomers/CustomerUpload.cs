namespace Workers.Correlation.MasterCustomers;

/// <summary>An entry that was not taken over, and why.</summary>
internal sealed record UploadConflict(long? NetsuiteCustomerId, string Reason);

/// <summary>What an upload did.</summary>
internal sealed class UploadResult
{
    private const int Shown = 200;

    public int Received { get; set; }
    public int Inserted { get; set; }
    public int Updated { get; set; }
    public int Unchanged { get; set; }
    public int NotTaken { get; private set; }
    public List<UploadConflict> Conflicts { get; } = [];

    public void Refuse(long? id, string reason)
    {
        NotTaken++;
        if (Conflicts.Count < Shown) Conflicts.Add(new UploadConflict(id, reason));
    }
}

/// <summary>Takes master customers over in pieces of one statement each; entries that contradict others are reported, the rest goes on.</summary>
internal sealed class CustomerUpload(CustomerStore store)
{
    private const int Piece = 5000;

    public async Task<UploadResult> Upsert(IAsyncEnumerable<CustomerEntry?> entries, CancellationToken cancellationToken)
    {
        var result = new UploadResult();
        var seen = new Seen();
        var piece = new List<MasterCustomer>();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            result.Received++;
            if (MasterCustomer.ProblemOf(entry) is { } problem)
            {
                result.Refuse(entry?.NetsuiteCustomerId, problem);
                continue;
            }
            var customer = new MasterCustomer(MasterCustomer.Trimmed(entry!));
            if (seen.Conflict(customer) is { } conflict) result.Refuse(customer.Id, conflict);
            else piece.Add(customer);
            if (piece.Count < Piece) continue;
            await store.Upsert(piece, result, cancellationToken);
            piece.Clear();
        }
        if (piece.Count > 0) await store.Upsert(piece, result, cancellationToken);
        return result;
    }

    /// <summary>Ids that occurred in the same upload; the first entry stands.</summary>
    private sealed class Seen
    {
        private readonly HashSet<long> customers = [];
        private readonly Dictionary<string, long> salesforce = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> as400 = new(StringComparer.Ordinal);

        public string? Conflict(MasterCustomer customer)
        {
            if (customers.Contains(customer.Id)) return "netsuiteCustomerId occurs twice in the upload; the first entry stands";
            if (customer.SalesforceKey is { } id && salesforce.TryGetValue(id, out var holder)) return $"salesforceAccountId {id} belongs to customer {holder} in the same upload";
            if (customer.As400Number is { } number && as400.TryGetValue(number, out holder)) return $"as400CustomerId {customer.Entry.As400CustomerId} belongs to customer {holder} in the same upload";
            customers.Add(customer.Id);
            if (customer.SalesforceKey is { } key) salesforce.Add(key, customer.Id);
            if (customer.As400Number is { } as400Number) as400.Add(as400Number, customer.Id);
            return null;
        }
    }
}
