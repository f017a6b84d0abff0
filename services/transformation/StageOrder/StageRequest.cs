using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;

namespace Workers.Transformation.StageOrder;

/// <summary>The key of a step's row.</summary>
internal readonly record struct StageKey(Guid OrderId, long Version, int Attempt)
{
    public static StageKey Of(IOrderMessage message) => new(message.OrderId, message.Version, message.Attempt);
}

/// <summary>One order event to stage, for the first time or again.</summary>
internal sealed record StageRequest(StageKey Key, OrderReceived Received, int? ChosenSubsidiaryId, bool IsRestage)
{
    public static StageRequest First(OrderReceived received) => new(StageKey.Of(received), received, null, false);

    public static StageRequest Again(RestageOrder command, OrderReceived received) => new(StageKey.Of(command), received, command.ChosenSubsidiaryId, true);
}

/// <summary>What is recorded for a request: one of the two.</summary>
internal sealed record StageOutcome(OrderStaged? Staged, OrderNotStageable? NotStageable);
