namespace Workers.Contracts.NetSuite;

/// <summary>NetSuite took the request; its outcome is polled.</summary>
public sealed record SalesOrderSubmitted : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>The asynchronous job, the seed's transaction id.</summary>
    public required string TransactionId { get; init; }
    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }
}
