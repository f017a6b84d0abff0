using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;

namespace Workers.Simulators.Ledger;

/// <summary>One call, kept small: thousands of them are remembered.</summary>
internal sealed record CallEntry(
    DateTimeOffset At, string Method, string Path, string Operation, string? Keys, int Status, Fault Fault, int Milliseconds)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time", JsonText.Iso(At));
        json.WriteString("method", Method);
        json.WriteString("path", Path);
        json.WriteString("operation", Operation);
        json.WriteNumber("status", Status);
        json.WriteString("keys", Keys);
        json.WriteString("fault", Word(Fault));
        json.WriteNumber("milliseconds", Milliseconds);
        json.WriteEndObject();
    }

    /// <summary>The fault as it is written in a profile.</summary>
    public static string Word(Fault fault)
    {
        var name = fault.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
