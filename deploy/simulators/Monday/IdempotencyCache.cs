using Workers.Simulators.Http;

namespace Workers.Simulators.Monday;

/// <summary>Answers kept for 30 minutes under the caller's key; the oldest go first when there are too many.</summary>
internal sealed class IdempotencyCache
{
    private const int MaxAnswers = 100_000;
    private const int MaxBody = 1 << 20;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly Lock gate = new();

    // Bodies alone, null while the first call is at work: there are very many of them.
    private readonly Dictionary<string, byte[]?> entries = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset Expires)> age = new();

    /// <summary>Claims a key: true when the caller is its first user. Else the answer to repeat, or null while the first is at work.</summary>
    public bool TryClaim(string key, DateTimeOffset now, out VendorReply? earlier)
    {
        lock (gate)
        {
            Forget(now);
            if (entries.TryGetValue(key, out var entry))
            {
                earlier = entry is null ? null : new VendorReply(200, entry, VendorReply.Json);
                return false;
            }

            entries[key] = null;
            earlier = null;
            return true;
        }
    }

    /// <summary>Keeps the answer, or frees the key when there is none worth keeping.</summary>
    public void Complete(string key, VendorReply? reply, DateTimeOffset now)
    {
        lock (gate)
        {
            if (reply is not { Status: 200, Body.Length: <= MaxBody })
            {
                entries.Remove(key);
                return;
            }

            entries[key] = reply.Body;
            age.Enqueue((key, now + Life));
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            entries.Clear();
            age.Clear();
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (age.TryPeek(out var oldest) && (oldest.Expires <= now || age.Count > MaxAnswers))
        {
            age.Dequeue();
            entries.Remove(oldest.Key);
        }
    }
}
