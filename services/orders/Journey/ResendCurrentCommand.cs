namespace Workers.Orders.Journey;

/// <summary>The sweeper's push for an order that has not moved within its step's time. Counts only while nothing has changed since.</summary>
/// <param name="OrderId">The staging id.</param>
/// <param name="Step">The step at the time of the sweep.</param>
/// <param name="Attempt">The attempt at the time of the sweep.</param>
/// <param name="Sweep">How many pushes there were before.</param>
public sealed record ResendCurrentCommand(Guid OrderId, string? Step, int Attempt, int Sweep);
