using Workers.Contracts.NetSuite;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.Landing;

/// <summary>An order of a submission whose outcome is not known yet.</summary>
internal sealed class Member
{
    public Guid SubmissionId { get; init; }
    public Guid OrderId { get; init; }
    public Guid ExternalId { get; init; }
    public int Position { get; init; }

    /// <summary>What was sent is what is wanted.</summary>
    public bool StillWanted { get; init; }

    /// <summary>A person or a newer version asks for another create.</summary>
    public bool WantedAnew { get; init; }
    public string Command { get; init; } = "";

    public CreateSalesOrder Order => field ??= RowJson.Create(Command);
}

/// <summary>Reads the open members of submissions.</summary>
internal sealed class SubmissionMembers(Database database)
{
    public async Task<ILookup<Guid, Member>> Of(IReadOnlyList<Guid> submissionIds, CancellationToken cancellationToken) => (await database.Query<Member>(
        """
        -- netsuite_poller: open members of submissions
        select s.submission_id, s.order_id, s.external_id, s.position, r.command,
            (not s.wanted_done and s.wanted_kind = 'CREATE' and (s.wanted_version, s.wanted_attempt) = (s.sent_version, s.sent_attempt)) as still_wanted,
            (not s.wanted_done and s.wanted_kind = 'CREATE' and (s.wanted_version, s.wanted_attempt) > (s.sent_version, s.sent_attempt)) as wanted_anew
        from sales_order s
        join request r on r.order_id = s.order_id and r.version = s.sent_version and r.attempt = s.sent_attempt and r.kind = 'CREATE'
        where s.submission_id = any(@ids)
        order by s.submission_id, s.position
        """, new { ids = submissionIds.ToArray() }, cancellationToken)).ToLookup(member => member.SubmissionId);
}
