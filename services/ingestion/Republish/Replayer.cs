using System.Text.Json;
using Microsoft.Extensions.Options;
using Workers.Postgres;

namespace Workers.Ingestion.Republish;

/// <summary>Publishes a time range of the journal again, adopted or not. The steps behind record once, so a replay repairs and never doubles.</summary>
internal sealed class Replayer(Database database, RepublishStore store, JournalPublisher publisher, IOptions<IngestionOptions> options)
{
    private const int PageSize = 200;

    /// <summary>Replays from (inclusive) to (exclusive), at most the limit of the options; the result says where to go on.</summary>
    public async Task<ReplayResult> Replay(ReplayRequest request, CancellationToken cancellationToken)
    {
        await Audit(request, cancellationToken);
        var (published, position) = (0, new ReplayPosition(request.From, Guid.Empty, 0));
        while (published < options.Value.ReplayLimit)
        {
            var page = await store.Page(position, request.To, Math.Min(PageSize, options.Value.ReplayLimit - published), cancellationToken);
            if (page.Count == 0) return new(published, null);
            await publisher.Publish(page, cancellationToken);
            published += page.Count;
            position = new(new DateTimeOffset(page[^1].ReceivedAt, TimeSpan.Zero), page[^1].StagingId, page[^1].SourceVersion);
        }
        var more = await store.Page(position, request.To, 1, cancellationToken);
        return new(published, more.Count == 0 ? null : position.ReceivedAt);
    }

    private Task<int> Audit(ReplayRequest request, CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
    {
        await Journal.Audit(connection, transaction, [new AuditEntry
        {
            EventType = "REPLAY_REQUESTED", Source = "ingestion", User = request.By, Description = request.Reason,
            NewValue = JsonSerializer.Serialize(new { from = request.From, to = request.To }),
        }]);
        return 0;
    }, cancellationToken);
}

/// <summary>An operator's wish to publish a range again.</summary>
internal sealed record ReplayRequest(DateTimeOffset From, DateTimeOffset To, string? By, string? Reason);

/// <summary>How many were published; <paramref name="Next"/> is where to go on when the limit was reached.</summary>
internal sealed record ReplayResult(int Published, DateTimeOffset? Next);
