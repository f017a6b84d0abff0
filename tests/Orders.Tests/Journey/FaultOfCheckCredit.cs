using MassTransit;
using MassTransit.Metadata;
using Workers.Contracts.Credit;

namespace Orders.Tests.Journey;

/// <summary>What MassTransit publishes when the credit check throws.</summary>
public sealed class FaultOfCheckCredit(CheckCredit message) : Fault<CheckCredit>
{
    public Guid FaultId { get; } = Guid.NewGuid();
    public Guid? FaultedMessageId { get; } = Guid.NewGuid();
    public DateTime Timestamp { get; } = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    public ExceptionInfo[] Exceptions { get; } = [new Info()];
    public HostInfo Host { get; } = HostMetadataCache.Host;
    public string[] FaultMessageTypes { get; } = [];
    public CheckCredit Message { get; } = message;

    public sealed class Info : ExceptionInfo
    {
        public string ExceptionType => "System.InvalidOperationException";
        public ExceptionInfo? InnerException => null;
        public string StackTrace => new('x', 10_000);
        public string Message => "no such column";
        public string Source => "test";
        public IDictionary<string, object>? Data => null;
    }
}
