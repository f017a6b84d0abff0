using System.Buffers;

namespace Workers.Simulators.Ledger;

/// <summary>A growing buffer of small rented pieces: a ledger of thousands of orders never needs one huge array.</summary>
internal sealed class ChunkBuffer : IBufferWriter<byte>, IDisposable
{
    private const int ChunkSize = 64 * 1024;
    private readonly List<(byte[] Bytes, int Length)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private int length;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (current.Length - length < Math.Max(sizeHint, 1))
        {
            full.Add((current, length));
            (current, length) = (ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, ChunkSize)), 0);
        }

        return current.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public async Task Send(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = Http.VendorReply.Json;
        response.ContentLength = full.Sum(chunk => (long)chunk.Length) + length;
        foreach (var (bytes, count) in full)
            await response.Body.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
        await response.Body.WriteAsync(current.AsMemory(0, length), cancellationToken);
    }

    public void Dispose()
    {
        full.ForEach(chunk => ArrayPool<byte>.Shared.Return(chunk.Bytes));
        ArrayPool<byte>.Shared.Return(current);
        full.Clear();
        current = [];
    }
}
