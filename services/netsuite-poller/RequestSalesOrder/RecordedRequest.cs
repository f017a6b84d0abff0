using System.Security.Cryptography;
using System.Text;
using Workers.Contracts.NetSuite;
using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.RequestSalesOrder;

/// <summary>A command as it is recorded.</summary>
internal sealed record RecordedRequest
{
    public required Guid OrderId { get; init; }
    public required Guid ExternalId { get; init; }
    public required long Version { get; init; }
    public required int Attempt { get; init; }
    public required string Kind { get; init; }
    public required string Command { get; init; }

    /// <summary>Equal for equal content, whatever the attempt: a new attempt with the same content needs no new call.</summary>
    public required string ContentHash { get; init; }

    public static RecordedRequest Of(CreateSalesOrder command) => new()
    {
        OrderId = command.OrderId, ExternalId = command.ExternalId, Version = command.Version, Attempt = command.Attempt,
        Kind = RequestKind.Create, Command = RowJson.Command(command), ContentHash = Hash(RowJson.Command(command with { Attempt = 0 })),
    };

    public static RecordedRequest Of(CancelSalesOrder command) => new()
    {
        OrderId = command.OrderId, ExternalId = command.ExternalId, Version = command.Version, Attempt = command.Attempt,
        Kind = RequestKind.Cancel, Command = RowJson.Command(command), ContentHash = "",
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
