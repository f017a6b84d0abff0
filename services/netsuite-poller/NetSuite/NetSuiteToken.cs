using System.Text.Json;
using Microsoft.Extensions.Options;
using Workers.Vendors;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>One access token per process: fetched once for all who wait, renewed before it ends and once after NetSuite refused it.</summary>
internal sealed class NetSuiteToken(VendorHttp http, IOptions<NetSuiteOptions> options, TimeProvider clock) : IDisposable
{
    private const string Path = "services/rest/auth/oauth2/v1/token";
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim single = new(1);
    private (string Value, DateTimeOffset Until)? current;

    /// <summary>A token that is good for now.</summary>
    /// <param name="refused">The token that NetSuite just refused, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string> Get(string? refused, CancellationToken cancellationToken)
    {
        if (Usable(refused) is { } known) return known;
        await single.WaitAsync(cancellationToken);
        try
        {
            if (Usable(refused) is { } meanwhile) return meanwhile;
            current = await Fetch(cancellationToken);
            return current.Value.Value;
        }
        finally
        {
            single.Release();
        }
    }

    public void Dispose() => single.Dispose();

    private string? Usable(string? refused) =>
        current is { } token && token.Value != refused && clock.GetUtcNow() < token.Until ? token.Value : null;

    private async Task<(string, DateTimeOffset)> Fetch(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var now = clock.GetUtcNow();
        var pem = await File.ReadAllTextAsync(settings.PrivateKeyPath, cancellationToken);
        var url = settings.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/" + Path;
        var response = await http.Read(() => new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = NetSuiteAssertion.Sign(pem, settings.CertificateId, settings.ClientId, url, now),
            }),
        }, cancellationToken);
        if (NetSuiteProblem.Of(response).Meaning is Meaning.Throttled)
            throw new VendorThrottledException(http.Vendor, "NetSuite has too many calls in flight", response.RetryAfter ?? TimeSpan.Zero);
        return Read(response, now) ?? throw new VendorUnavailableException(http.Vendor,
            $"NetSuite gave no access token (HTTP {(int)response.Status}: {Short(response.Body)}). Check NetSuite:ClientId, NetSuite:CertificateId and NetSuite:PrivateKeyPath.");
    }

    private static (string, DateTimeOffset)? Read(VendorResponse response, DateTimeOffset now)
    {
        if (!response.IsSuccess || NetSuiteJson.Parse(response.Body) is not { } body || body.Text("access_token") is not { Length: > 0 } token) return null;
        // The number comes as text or as a number.
        var seconds = double.TryParse(body.Text("expires_in"), System.Globalization.CultureInfo.InvariantCulture, out var given) && given is > 0 and < 1e7 ? given : 3600;
        var life = TimeSpan.FromSeconds(seconds);
        return (token, now + (life > Early * 2 ? life - Early : life / 2));
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
