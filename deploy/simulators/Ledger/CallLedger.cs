using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;

namespace Workers.Simulators.Ledger;

/// <summary>Every call to one vendor: the latest one by one, all of them in totals.</summary>
internal sealed class CallLedger(int capacity)
{
    private readonly Lock gate = new();
    private readonly CallEntry?[] ring = new CallEntry?[capacity];
    private readonly Dictionary<(string Operation, int Status, Fault Fault), long> totals = [];
    private readonly PeakCounter perSecond = new(TimeSpan.FromSeconds(1));
    private readonly PeakCounter perMinute = new(TimeSpan.FromMinutes(1));
    private long count;
    private int inFlight;
    private int maxInFlight;

    public void Enter()
    {
        lock (gate)
            maxInFlight = Math.Max(maxInFlight, ++inFlight);
    }

    public void Leave()
    {
        lock (gate)
            inFlight--;
    }

    public void Record(VendorRequest request, int status, Fault fault, TimeSpan duration)
    {
        var entry = new CallEntry(request.At, request.Method, request.Path, request.Operation, request.Keys, status, fault, (int)duration.TotalMilliseconds);
        lock (gate)
        {
            ring[count++ % capacity] = entry;
            var key = (request.Operation, status, fault);
            // Operations of aliased mutations could be endless in number; totals must not be.
            if (totals.Count > 5_000 && !totals.ContainsKey(key))
                key.Operation = "other";
            totals[key] = totals.GetValueOrDefault(key) + 1;
            perSecond.Count(request.At);
            perMinute.Count(request.At);
        }
    }

    public void Write(Utf8JsonWriter json, DateTimeOffset? since)
    {
        CallEntry[] entries;
        lock (gate)
        {
            var first = Math.Max(0, count - capacity);
            entries = new CallEntry[count - first];
            for (var index = first; index < count; index++)
                entries[index - first] = ring[index % capacity]!;
        }

        json.WriteStartArray();
        foreach (var entry in entries)
        {
            if (since is null || entry.At >= since)
                entry.Write(json);
        }

        json.WriteEndArray();
    }

    public void WriteSummary(Utf8JsonWriter json)
    {
        lock (gate)
        {
            json.WriteStartObject();
            json.WriteNumber("total", count);
            json.WriteNumber("maxInFlight", maxInFlight);
            json.WriteNumber("peakPerSecond", perSecond.Peak);
            json.WriteNumber("peakPerMinute", perMinute.Peak);
            WriteGroup(json, "byStatus", key => key.Status.ToString());
            WriteGroup(json, "byOperation", key => key.Operation);
            WriteGroup(json, "byFault", key => CallEntry.Word(key.Fault));
            WriteGroup(json, "byOutcome", key => $"{key.Operation} {key.Status} {CallEntry.Word(key.Fault)}");
            json.WriteEndObject();
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Array.Clear(ring);
            totals.Clear();
            count = 0;
            maxInFlight = inFlight;
            perSecond.Reset();
            perMinute.Reset();
        }
    }

    private void WriteGroup(Utf8JsonWriter json, string name, Func<(string Operation, int Status, Fault Fault), string> by)
    {
        json.WriteStartObject(name);
        foreach (var group in totals.GroupBy(total => by(total.Key)).OrderBy(group => group.Key, StringComparer.Ordinal))
            json.WriteNumber(group.Key, group.Sum(total => total.Value));
        json.WriteEndObject();
    }
}
