using Workers.Contracts.Correlation;

namespace Workers.Correlation.FindCustomer;

/// <summary>A person's choice decides, if it can be carried out.</summary>
internal static class ChosenCustomer
{
    public static MatchDecision Decide(CorrelateCustomer command, IReadOnlyList<Customer> candidates)
    {
        var chosen = command.ChosenNetSuiteCustomerId!.Value;
        var customer = candidates.FirstOrDefault(candidate => candidate.NetsuiteCustomerId == chosen);
        if (customer is null)
            return CustomerMatcher.Review(ReviewCodes.NoCandidate, MatchMethods.Confirmed, 0m,
                $"customer {chosen}, chosen by {command.ChosenBy ?? "a person"}, is not in the master data; load it with PUT /customers or choose another");
        if (!customer.IsActive)
            return CustomerMatcher.Review(ReviewCodes.Inactive, MatchMethods.Confirmed, KeyTable.Doubtful,
                $"customer {customer}, chosen by {command.ChosenBy ?? "a person"}, is inactive or blocked; activate it or choose another");
        return new MatchDecision
        {
            Winner = customer, Method = MatchMethods.Confirmed, Confidence = 1.00m,
            Reason = $"{command.ChosenBy ?? "a person"} chose customer {customer}" + (command.ChosenReason is { Length: > 0 } why ? $": {why}" : ""),
        };
    }

    /// <summary>
    /// The key under which the choice is remembered for the next order; null when there is none that names this customer alone.
    /// A mailbox that several customers share never becomes one.
    /// </summary>
    public static string? Remembered(CustomerKeys keys, IReadOnlyList<Customer> candidates) =>
        keys.Salesforce is not null || candidates.Count(customer => customer.EmailKey == keys.Email) <= 1 ? keys.ChannelKey : null;
}
