namespace Workers.Contracts;

using System.Security.Cryptography;
using System.Text;

/// <summary>The identity of an order towards the vendors.</summary>
public static class OrderIdentity
{
    // The namespace of our UUIDv5 names. It must never change: every record at every vendor is found by ids made from it.
    private static readonly Guid Namespace = new("6f2b1f0a-3c57-5a86-9a53-0d6c1f6f0b11");

    /// <summary>
    /// The external id of an order: UUIDv5 (RFC 9562) of (source, sourceOrderId). Used at NetSuite as <c>externalId</c>,
    /// on the board in a column of its own, and for every look-up. The source is compared without case, the id with case.
    /// </summary>
    /// <param name="source">The channel, for example <c>SALESFORCE</c>.</param>
    /// <param name="sourceOrderId">The order's id in that channel.</param>
    public static Guid ExternalId(string source, string sourceOrderId) =>
        Name(source.ToUpperInvariant() + "\n" + sourceOrderId);

    /// <summary>A deterministic id for something that belongs to an order, for example an idempotency key of one attempt.</summary>
    /// <param name="name">What the id stands for; equal names give equal ids.</param>
    public static Guid Name(string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // UUIDv5 is defined over SHA-1; nothing secret depends on it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
