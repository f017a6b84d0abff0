using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>The process's access token: fetched once, used until shortly before it expires. Fetching one is a paid call like any other.</summary>
internal sealed class DnbToken(VendorHttp http, CallBudget budget, IOptionsMonitor<DunBradstreetOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly string callKey = $"token/{Guid.NewGuid():N}";
    private string? token;
    private DateTimeOffset usableUntil;

    public async Task<string> Get(CancellationToken cancellationToken)
    {
        if (token is { } known && clock.GetUtcNow() < usableUntil) return known;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return token is { } fetched && clock.GetUtcNow() < usableUntil ? fetched : token = await Fetch(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets a token that the vendor refused, unless it was replaced already.</summary>
    public void Refuse(string refused)
    {
        if (token == refused) token = null;
    }

    public void Dispose() => gate.Dispose();

    private async Task<string> Fetch(CancellationToken cancellationToken)
    {
        var call = await DnbCalls.Reserve(budget, "TOKEN", callKey, cancellationToken);
        var response = await DnbCalls.Send(http, budget, call, callKey, Request, cancellationToken);
        var code = DnbAnswers.ErrorCode(response.Body);
        var root = JsonReading.Parse(response.Body);
        var granted = response.IsSuccess ? root?.At("access_token").Text() : null;
        await budget.Finish(call.CallId, callKey, granted is null ? $"HTTP {(int)response.Status} {code}" : "OK", null, cancellationToken);

        if (granted is not null)
        {
            var seconds = root!.Value.At("expires_in").Number() ?? root.Value.At("expiresIn").Number() ?? 3600;
            usableUntil = clock.GetUtcNow().AddSeconds((double)Math.Clamp(seconds, 1, 86_400)) - TimeSpan.FromMinutes(seconds > 600 ? 5 : 0);
            return granted;
        }
        throw (int)response.Status is 400 or 401 or 403
            ? new VendorRejectedException(http.Vendor, code ?? ((int)response.Status).ToString(),
                $"D&B refused the key (HTTP {(int)response.Status}, {DnbAnswers.ErrorText(response.Body)}); correct DunBradstreet:Key and DunBradstreet:Secret, then resume dnb")
            : DnbCalls.Failure(http.Vendor, response);
    }

    private HttpRequestMessage Request()
    {
        var settings = options.CurrentValue;
        var request = new HttpRequestMessage(HttpMethod.Post, "v3/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Key}:{settings.Secret}")));
        return request;
    }
}
