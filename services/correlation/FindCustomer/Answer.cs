using Workers.Contracts.Correlation;

namespace Workers.Correlation.FindCustomer;

/// <summary>The step's event: one of the two.</summary>
internal sealed record Answer
{
    public CustomerCorrelated? Correlated { get; init; }
    public CorrelationNeedsReview? Review { get; init; }

    public static Answer Of(CorrelateCustomer command, MatchDecision decision) => decision.Winner is { } winner
        ? new Answer { Correlated = CorrelatedTo(command, winner, decision) }
        : new Answer { Review = ReviewOf(command, decision) };

    private static CustomerCorrelated CorrelatedTo(CorrelateCustomer command, Customer winner, MatchDecision decision) => new()
    {
        OrderId = command.OrderId,
        Version = command.Version,
        Attempt = command.Attempt,
        CorrelationId = winner.CorrelationId,
        NetSuiteCustomerId = winner.NetsuiteCustomerId,
        Confidence = decision.Confidence,
        Method = decision.Method!,
        Reason = decision.Reason,
        CustomerName = winner.CompanyName,
        SalesforceAccountId = winner.SalesforceAccountId,
        As400CustomerId = winner.As400CustomerId,
        As400Company = winner.As400Company,
        DunsNumber = winner.DunsKey ?? winner.DunsNumber,
        TaxId = winner.TaxId,
    };

    private static CorrelationNeedsReview ReviewOf(CorrelateCustomer command, MatchDecision decision) => new()
    {
        OrderId = command.OrderId,
        Version = command.Version,
        Attempt = command.Attempt,
        Code = decision.ReviewCode!,
        Reason = decision.Reason,
        Confidence = decision.Method is null ? null : decision.Confidence,
        Method = decision.Method,
        Candidates = [.. decision.Candidates.Select(candidate => new CustomerCandidate
        {
            NetSuiteCustomerId = candidate.Customer.NetsuiteCustomerId,
            Name = candidate.Customer.CompanyName,
            Confidence = candidate.Confidence,
            Evidence = candidate.Evidence,
        })],
    };
}
