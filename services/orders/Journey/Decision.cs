namespace Workers.Orders.Journey;

/// <summary>What an event meant for an order. It becomes the audit row, so the description is a sentence for people.</summary>
/// <param name="EventType">For the audit, for example CREDIT_APPROVED.</param>
/// <param name="Description">In words.</param>
internal sealed record Decision(string EventType, string Description)
{
    /// <summary>Late, repeated or not for this order any more: nothing changes and nothing is sent.</summary>
    public static Decision? Ignored => null;

    /// <summary>False for a fact that is recorded without any new command.</summary>
    public bool Send { get; init; } = true;

    /// <summary>Figures worth keeping in the audit row.</summary>
    public object? Detail { get; init; }

    /// <summary>The person behind it.</summary>
    public string? By { get; init; }

    /// <summary>Set when a person's command was carried out: a repeated click is recognised by it.</summary>
    public Guid? ActionId { get; init; }
}
