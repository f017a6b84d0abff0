namespace Workers.Contracts.Transformation;

/// <summary>Command of <c>orders</c>: stage this version again (a product was mapped, a subsidiary chosen). Answered by <see cref="OrderStaged"/> with this attempt.</summary>
public sealed record RestageOrder : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>A subsidiary that a person chose; null to decide by the rules.</summary>
    public int? ChosenSubsidiaryId { get; init; }
}
