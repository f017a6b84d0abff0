using MassTransit;
using Workers.Contracts;

namespace Workers.Orders.RecordFaults;

/// <summary>A fault in words.</summary>
internal sealed record FaultReport(string Source, string Code, string Reason, string? Stack)
{
    private const int LongestStack = 4_000;

    public static FaultReport Of(string message, string step, IReadOnlyList<ExceptionInfo>? exceptions)
    {
        var first = exceptions is { Count: > 0 } ? Innermost(exceptions[0]) : null;
        var type = first?.ExceptionType?.Split('.')[^1] ?? "Unknown";
        var source = first?.ExceptionType?.StartsWith("Npgsql", StringComparison.Ordinal) == true ? "DB"
            : step switch { OrderSteps.Erp => "NETSUITE", OrderSteps.Board => "MONDAY", _ => "BOOMI" };
        return new FaultReport(source, type, $"{Journey.OperatorDecisions.ServiceOf(step)} could not handle {message}: {first?.Message ?? "no message"} ({type}). Retry from {step} once it is cured.", Trim(first?.StackTrace));
    }

    private static ExceptionInfo Innermost(ExceptionInfo exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    private static string? Trim(string? stack) => stack is null || stack.Length <= LongestStack ? stack : stack[..LongestStack] + " ...";
}
