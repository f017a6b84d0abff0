using Workers.Contracts.Correlation;
using Workers.Postgres;

namespace Workers.Correlation.FindCustomer;

/// <summary>The key of a step's row.</summary>
internal readonly record struct DecisionKey(Guid OrderId, long Version, int Attempt)
{
    public static DecisionKey Of(CorrelateCustomer command) => new(command.OrderId, command.Version, command.Attempt);
}

/// <summary>A command, what was decided for it, and the key under which a person's choice is remembered.</summary>
internal sealed record DecidedCommand(CorrelateCustomer Command, MatchDecision Decision, string? RememberAs);

/// <summary>Looks up, decides and records a batch of commands; what it returns is what is stored.</summary>
internal sealed class Correlator(Database database, CandidateQuery candidates, TimeProvider clock)
{
    public async Task<IReadOnlyDictionary<DecisionKey, Answer>> Correlate(IReadOnlyList<CorrelateCustomer> commands, CancellationToken cancellationToken)
    {
        // Sorted, so that two batches with the same orders wait for each other instead of deadlocking.
        var distinct = commands.DistinctBy(DecisionKey.Of).OrderBy(command => command.OrderId).ThenBy(command => command.Version).ThenBy(command => command.Attempt).ToList();
        var decided = await Decide(distinct, cancellationToken);
        return await database.InTransaction((connection, transaction) =>
            DecisionStore.RecordOnce(connection, transaction, decided, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>What would be decided; records nothing.</summary>
    public async Task<IReadOnlyList<DecidedCommand>> Decide(IReadOnlyList<CorrelateCustomer> commands, CancellationToken cancellationToken)
    {
        var keys = commands.Select(CustomerKeys.Of).ToList();
        var found = await candidates.Find(keys, cancellationToken);
        return [.. commands.Select((command, index) => Decide(command, keys[index], [.. found[index]]))];
    }

    private static DecidedCommand Decide(CorrelateCustomer command, CustomerKeys keys, List<Customer> customers)
    {
        if (command.ChosenNetSuiteCustomerId is null) return new(command, CustomerMatcher.Decide(keys, customers), null);
        var decision = ChosenCustomer.Decide(command, customers);
        return new(command, decision, decision.Winner is null ? null : ChosenCustomer.Remembered(keys, customers));
    }
}
