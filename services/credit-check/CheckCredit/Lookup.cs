namespace Workers.CreditCheck.CheckCredit;

/// <summary>What was found out for one order: facts to decide with, or what it waits for.</summary>
internal sealed record Lookup(CreditFacts? Facts, Wait? Wait)
{
    public static Lookup Known(CreditFacts facts) => new(facts, null);

    public static Lookup Waits(Wait wait) => new(null, wait);
}

/// <summary>Why an order cannot be decided now.</summary>
/// <param name="Cause"><c>budget</c>, <c>dnb</c> or <c>as400</c>: what has to come back.</param>
/// <param name="Code">As in <c>StepWaiting</c>.</param>
/// <param name="Reason">In words.</param>
/// <param name="Until">Where it is known.</param>
internal sealed record Wait(string Cause, string Code, string Reason, DateTime? Until = null)
{
    public const string Budget = "budget";

    public static Wait Limited(DateTime? until) =>
        new(Budget, "RATE_LIMITED", "D&B's daily budget is used up; the order goes on when it returns or is raised", until);

    public static Wait Throttled(string vendor, string reason) => new(vendor, "RATE_LIMITED", reason);

    public static Wait Down(string vendor, string reason) => new(vendor, "VENDOR_DOWN", reason);

    public static Wait Paused(string vendor, string? reason) => new(vendor, "VENDOR_PAUSED", $"{vendor} is paused: {reason ?? "no reason given"}");
}
