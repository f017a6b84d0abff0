using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Lays the members of one JSON object over another's.</summary>
internal static class JsonMerge
{
    public static byte[] Over(byte[]? below, JsonElement above, Func<string, bool> leaveOut) => JsonText.Utf8(json =>
    {
        json.WriteStartObject();
        if (below is { Length: > 2 } && JsonText.Parse(below) is { } old)
        {
            foreach (var member in old.EnumerateObject())
            {
                if (!above.TryGetProperty(member.Name, out _))
                    member.WriteTo(json);
            }
        }

        foreach (var member in above.EnumerateObject())
        {
            if (!leaveOut(member.Name))
                member.WriteTo(json);
        }

        json.WriteEndObject();
    });
}
