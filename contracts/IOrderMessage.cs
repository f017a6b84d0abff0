namespace Workers.Contracts;

/// <summary>What every command and event about one order carries. Never published as a type of its own.</summary>
public interface IOrderMessage
{
    /// <summary>The staging id: a UUIDv7, assigned once by ingestion for (source, sourceOrderId) and kept for ever.</summary>
    Guid OrderId { get; }

    /// <summary>The channel's <c>sourceVersion</c> that this message is about. The highest version wins.</summary>
    long Version { get; }

    /// <summary>Raised by <c>orders</c> alone, for a retry, a person's decision or a changed version. An answer repeats the command's attempt.</summary>
    int Attempt { get; }
}
