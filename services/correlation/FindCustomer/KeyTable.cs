namespace Workers.Correlation.FindCustomer;

/// <summary>The keys in order of strength, and what each is worth when one customer alone holds it.</summary>
internal static class KeyTable
{
    public const decimal AutoAccept = 0.80m;

    /// <summary>The most that a decision left to a person may show.</summary>
    public const decimal Doubtful = 0.79m;

    /// <summary>A value that more customers hold than this says nothing about any of them.</summary>
    public const int Generic = 25;

    private static readonly (string Method, decimal Confidence, Func<CustomerKeys, string?> Order, Func<Customer, string?> Master)[] Rows =
    [
        (MatchMethods.SalesforceId, 0.99m, keys => keys.Salesforce, customer => customer.SalesforceKey),
        (MatchMethods.As400Id, 0.97m, keys => keys.As400, customer => customer.As400Key),
        (MatchMethods.Duns, 0.95m, keys => keys.Duns, customer => customer.DunsKey),
        (MatchMethods.TaxId, 0.92m, keys => keys.Tax, customer => customer.TaxKey),
        (MatchMethods.Email, 0.90m, keys => keys.Email, customer => customer.EmailKey),
    ];

    /// <summary>The keys that somebody holds, strongest first.</summary>
    public static List<KeyEvidence> Hits(CustomerKeys keys, IReadOnlyList<Customer> customers)
    {
        var hits = new List<KeyEvidence>();
        var confirmed = customers.Where(customer => customer.IsConfirmed).ToList();
        if (confirmed.Count > 0) hits.Add(new KeyEvidence(MatchMethods.Confirmed, keys.ChannelKey ?? "", 1.00m, confirmed));
        foreach (var row in Rows)
        {
            if (row.Order(keys) is not { } value) continue;
            var holders = customers.Where(customer => row.Master(customer) == value).ToList();
            if (holders.Count is > 0 and <= Generic && !AnsweredByLink(row.Method, keys, confirmed)) hits.Add(new KeyEvidence(row.Method, value, row.Confidence, holders));
        }
        return hits;
    }

    // A remembered decision was made about exactly this key, knowing whom the key names: it replaces the key.
    private static bool AnsweredByLink(string method, CustomerKeys keys, List<Customer> confirmed) =>
        confirmed.Count > 0 && method == (keys.Salesforce is not null ? MatchMethods.SalesforceId : MatchMethods.Email);
}
