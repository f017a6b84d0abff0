using Workers.NetSuitePoller.NetSuite;

namespace Workers.NetSuitePoller.Landing;

/// <summary>What became of one order of a submission.</summary>
internal abstract record MemberOutcome(Guid OrderId)
{
    /// <summary>NetSuite has a sales order with the order's external id.</summary>
    public sealed record Created(Guid OrderId, FoundOrder Found, string? Lines) : MemberOutcome(OrderId);

    /// <summary>NetSuite refused it.</summary>
    public sealed record Refused(Guid OrderId, string Code, string Reason, string? Request, string? Response) : MemberOutcome(OrderId);

    /// <summary>It surely is not there. Alone: it goes in a request of its own next time.</summary>
    public sealed record Absent(Guid OrderId, bool Alone = false) : MemberOutcome(OrderId);
}

/// <summary>What became of a submission.</summary>
/// <param name="SubmissionId">Which.</param>
/// <param name="Claim">The claim under which it was found out; a newer claim makes this void.</param>
/// <param name="Outcomes">Of members; members left out stay in the submission.</param>
/// <param name="State">The submission's new state.</param>
/// <param name="After">When it is due again.</param>
/// <param name="Absent">True when some members were looked up and not found.</param>
/// <param name="Problem">In words, for the operator.</param>
internal sealed record SubmissionOutcome(
    Guid SubmissionId, long Claim, IReadOnlyList<MemberOutcome> Outcomes, string State, TimeSpan After = default, bool Absent = false, string? Problem = null);
