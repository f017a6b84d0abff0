namespace Workers.Correlation.FindCustomer;

/// <summary>How an order's customer was found; the names stand in rows and on screens.</summary>
internal static class MatchMethods
{
    public const string Confirmed = "CONFIRMED";
    public const string SalesforceId = "SALESFORCE_ID";
    public const string As400Id = "AS400_ID";
    public const string Duns = "DUNS";
    public const string TaxId = "TAX_ID";
    public const string Email = "EMAIL";
    public const string Composite = "COMPOSITE";
}

/// <summary>Why a person has to look.</summary>
internal static class ReviewCodes
{
    public const string NoCandidate = "NO_CANDIDATE";
    public const string LowConfidence = "LOW_CONFIDENCE";
    public const string Conflict = "CONFLICT";
    public const string Inactive = "INACTIVE";
}

/// <summary>One key of the order and the customers that hold it.</summary>
internal sealed record KeyEvidence(string Method, string Value, decimal Confidence, IReadOnlyList<Customer> Customers)
{
    public string Words => $"{Method} {Value}";
}

/// <summary>A customer with what speaks for it.</summary>
internal sealed record RankedCustomer(Customer Customer, decimal Confidence, string Evidence);

/// <summary>The answer: a customer, or a code that says why a person has to choose. Never both.</summary>
internal sealed record MatchDecision
{
    public Customer? Winner { get; init; }
    public string? ReviewCode { get; init; }
    public required decimal Confidence { get; init; }
    public string? Method { get; init; }
    /// <summary>One sentence a person understands.</summary>
    public required string Reason { get; init; }
    public IReadOnlyList<KeyEvidence> Evidence { get; init; } = [];
    /// <summary>Best first.</summary>
    public IReadOnlyList<RankedCustomer> Candidates { get; init; } = [];
}
