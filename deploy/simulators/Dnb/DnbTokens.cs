using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Workers.Simulators.Http;

namespace Workers.Simulators.Dnb;

/// <summary>Tokens of 24 hours for a key and a secret; each request for one counts as a call.</summary>
internal sealed class DnbTokens(DunBradstreetSettings settings)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);

    public VendorReply Issue(VendorRequest request)
    {
        var (key, secret) = BasicAuth.Read(request);
        if (key is null || (settings.Key.Length > 0 && key != settings.Key) || (settings.Secret.Length > 0 && secret != settings.Secret))
            return DnbErrors.Reply(401, "00040", "Invalid credentials.");
        if (request.Method != "POST" || !AsksForClientCredentials(request))
            return DnbErrors.Reply(400, "00003", "Invalid request: grant_type must be client_credentials.");

        foreach (var expired in tokens.Where(token => token.Value <= request.At))
            tokens.TryRemove(expired.Key, out _);
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        tokens[token] = request.At.AddSeconds(settings.TokenSeconds);
        return VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token);
            json.WriteNumber("expires_in", settings.TokenSeconds);
            json.WriteString("token_type", "Bearer");
            json.WriteEndObject();
        });
    }

    public bool Accepts(VendorRequest request)
    {
        var header = request.Header("Authorization") ?? "";
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && tokens.TryGetValue(header[7..].Trim(), out var expires)
            && request.At < expires;
    }

    public void Reset() => tokens.Clear();

    private static bool AsksForClientCredentials(VendorRequest request)
    {
        var body = Encoding.UTF8.GetString(request.Body);
        return QueryHelpers.ParseQuery(body).GetValueOrDefault("grant_type") == "client_credentials"
            || JsonText.Parse(request.Body)?.Text("grant_type") == "client_credentials";
    }
}
