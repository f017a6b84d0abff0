using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Inventory;
using Workers.NetSuitePoller.Mapping;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.Landing;

/// <summary>Finds out what became of orders: one query on the external ids for all of them, results of single records only for those it does not show.</summary>
internal sealed class OutcomeReader(NetSuiteClient client, NetSuiteQueries queries, ItemAvailability availability, IOptions<NetSuiteOptions> options)
{
    /// <summary>The members that NetSuite has.</summary>
    public async Task<List<MemberOutcome>> Find(IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        if (members.Count == 0) return [];
        var found = await queries.FindOrders([.. members.Select(member => member.ExternalId)], cancellationToken);
        return await Created([.. members.Where(member => found.ContainsKey(member.ExternalId)).Select(member => (member, found[member.ExternalId]))], cancellationToken);
    }

    /// <summary>What a completed job says about members that the query did not show; those it says nothing about are left out.</summary>
    public async Task<List<MemberOutcome>> FromTasks(string jobId, IReadOnlyList<Member> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0) return [];
        var links = await client.Tasks(jobId, cancellationToken);
        var results = new List<MemberOutcome>();
        var started = Stopwatch.GetTimestamp();
        foreach (var some in missing.Where(member => member.Position < links.Count).Chunk(20))
        {
            // The claim must outlive the reading; the rest is read by the slow lane.
            if (Stopwatch.GetElapsedTime(started) > options.Value.Lease / 3) break;
            var outcomes = await Task.WhenAll(some.Select(member => FromTask(member, links[member.Position], cancellationToken)));
            results.AddRange(outcomes.OfType<MemberOutcome>());
        }

        return results;
    }

    private async Task<MemberOutcome?> FromTask(Member member, string link, CancellationToken cancellationToken)
    {
        switch (await client.TaskResult(link, cancellationToken))
        {
            case TaskAnswer.Refused refused:
                var body = SalesOrderMapper.Map(member.Order, options.Value.Currencies).Body;
                return new MemberOutcome.Refused(member.OrderId, refused.Code, refused.Reason, body is null ? null : Encoding.UTF8.GetString(body), refused.Response);
            // The query lags behind the records now and then.
            case TaskAnswer.Created created when await client.Find(created.InternalId, cancellationToken) is { Number.Length: > 0 } record:
                return (await Created([(member, new(member.ExternalId, created.InternalId, record.Number, record.Status, null))], cancellationToken))[0];
            default:
                return null;
        }
    }

    private async Task<List<MemberOutcome>> Created(IReadOnlyList<(Member Member, FoundOrder Found)> created, CancellationToken cancellationToken)
    {
        if (created.Count == 0) return [];
        var stock = await availability.Of(created.SelectMany(entry => entry.Member.Order.Order.Lines).Select(line => line.NetSuiteItemId).OfType<long>(), cancellationToken);
        return [.. created.Select(entry => new MemberOutcome.Created(
            entry.Member.OrderId, entry.Found, RowJson.Lines(InventoryRule.Lines(entry.Member.Order.Order.Lines, stock))))];
    }
}
