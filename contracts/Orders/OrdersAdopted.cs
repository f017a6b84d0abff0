namespace Workers.Contracts.Orders;

/// <summary>These order events have reached the saga; ingestion stops publishing them again.</summary>
public sealed record OrdersAdopted
{
    /// <summary>Order id and version of each.</summary>
    public required IReadOnlyList<AdoptedOrder> Orders { get; init; }
}

/// <summary>One event that was adopted.</summary>
/// <param name="OrderId">The staging id.</param>
/// <param name="Version">The channel's version.</param>
public sealed record AdoptedOrder(Guid OrderId, long Version);
