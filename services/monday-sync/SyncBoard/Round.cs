using System.Text.Json;
using Workers.MondaySync.CallMonday;

namespace Workers.MondaySync.SyncBoard;

/// <summary>A claimed group of orders. Only the holder of the latest claim may write its results.</summary>
internal sealed record Round(Guid RoundId, int Claim)
{
    public List<OrderWork> Works { get; } = [];
    /// <summary>A request that was stored and whose answer nobody recorded.</summary>
    public StoredRequest? OpenRequest { get; set; }
    /// <summary>Orders are sent one by one, because a request with several was refused as a whole.</summary>
    public bool Isolated { get; set; }

    public IEnumerable<OrderWork> Active => Works.Where(work => work.Left is null);
}

/// <summary>A request as it is kept: a repetition sends exactly this.</summary>
internal sealed class StoredRequest
{
    public Guid RequestId { get; init; }
    public string Body { get; init; } = "";
    public string Members { get; init; } = "[]";
    /// <summary>By the database's clock.</summary>
    public TimeSpan Age { get; init; }

    public IReadOnlyList<Operation> Operations() => JsonSerializer.Deserialize<List<Operation>>(Members)!;
}

/// <summary>Another instance has taken the round over: its results count, ours must not be written.</summary>
internal sealed class LostClaimException(Guid roundId) : Exception($"Round {roundId} was taken over by another instance after its lease ended.");
