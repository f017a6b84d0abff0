using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>OAuth 2.0 client credentials with a signed assertion, and the check of the bearer tokens it gave out.</summary>
internal sealed class NetSuiteTokens(NetSuiteSettings settings)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private readonly ConcurrentDictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);
    private readonly AsymmetricAlgorithm? key = JwtAssertion.LoadKey(settings.PublicKeyPath);
    private readonly Lock verifying = new();

    public VendorReply Issue(VendorRequest request)
    {
        if (request.Method != "POST")
            return Refusal(405, "invalid_request", "Use POST.");

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
        if (form.GetValueOrDefault("grant_type") != "client_credentials")
            return Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials.");
        if (form.GetValueOrDefault("client_assertion_type") != AssertionType)
            return Refusal(400, "invalid_request", $"client_assertion_type must be {AssertionType}.");

        (string Error, string Description)? problem;
        lock (verifying)
            problem = JwtAssertion.Problem(form.GetValueOrDefault("client_assertion").ToString(), settings, key, request.At);
        if (problem is { } wrong)
            return Refusal(wrong.Error == "invalid_client" ? 401 : 400, wrong.Error, wrong.Description);

        return Give(request.At);
    }

    public bool Accepts(VendorRequest request)
    {
        var header = request.Header("Authorization");
        return header is not null
            && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && tokens.TryGetValue(header[7..].Trim(), out var expires)
            && request.At < expires;
    }

    public void Reset() => tokens.Clear();

    private VendorReply Give(DateTimeOffset now)
    {
        foreach (var expired in tokens.Where(token => token.Value <= now))
            tokens.TryRemove(expired.Key, out _);

        var token = Token(now);
        tokens[token] = now.AddSeconds(settings.TokenSeconds);
        return VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token);
            json.WriteString("expires_in", settings.TokenSeconds.ToString());
            json.WriteString("token_type", "bearer");
            json.WriteEndObject();
        });
    }

    private string Token(DateTimeOffset now)
    {
        var header = JsonText.Utf8(json =>
        {
            json.WriteStartObject();
            json.WriteString("kid", "s1");
            json.WriteString("typ", "JWT");
            json.WriteString("alg", "PS256");
            json.WriteEndObject();
        });
        var payload = JsonText.Utf8(json =>
        {
            json.WriteStartObject();
            json.WriteString("sub", "3;5");
            json.WriteString("iss", "https://system.netsuite.com");
            json.WriteStartArray("scope");
            json.WriteStringValue("rest_webservices");
            json.WriteEndArray();
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", now.ToUnixTimeSeconds() + settings.TokenSeconds);
            json.WriteString("jti", Guid.NewGuid().ToString());
            json.WriteEndObject();
        });
        return string.Join('.', Base64Url.EncodeToString(header), Base64Url.EncodeToString(payload), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64)));
    }

    private static VendorReply Refusal(int status, string error, string description) => VendorReply.Write(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    });
}
