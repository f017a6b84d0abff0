using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Workers.CreditCheck.CheckCredit;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>
/// D&amp;B Direct+: a report by D-U-N-S number, a D-U-N-S number by name and country. Every answer that says something, "not found" included,
/// is kept in the same transaction that closes the call; errors never are.
/// </summary>
internal sealed class DnbClient : IDisposable
{
    public const string Vendor = "dnb";

    private readonly VendorHttp http;
    private readonly DnbToken token;
    private readonly CallBudget budget;
    private readonly IOptionsMonitor<DunBradstreetOptions> options;

    public DnbClient(CallBudget budget, IOptionsMonitor<DunBradstreetOptions> options, TimeProvider clock)
    {
        (this.budget, this.options) = (budget, options);
        http = new VendorHttp(Vendor, options.CurrentValue);
        token = new DnbToken(http, budget, options, clock);
    }

    public bool CircuitIsOpen => http.CircuitIsOpen;

    public async Task<BureauReport> Report(string duns, CancellationToken cancellationToken)
    {
        var key = CreditCache.DunsKey(duns);
        var path = $"v1/data/duns/{duns}?blockIDs={Uri.EscapeDataString(options.CurrentValue.BlockIds)}";
        return await Call<BureauReport>("DATA", key, path, response =>
        {
            var report = DnbAnswers.IsNotFound((int)response.Status, DnbAnswers.ErrorCode(response.Body))
                ? BureauReport.NoData($"D&B does not know D-U-N-S {duns}")
                : response.IsSuccess ? DnbAnswers.Report(response.Body)
                : Refused(response) ? BureauReport.NoData($"D&B refused the question: {DnbAnswers.ErrorText(response.Body)}") : null;
            return report is null ? null
                : (report, Refused(response) ? null : CreditCache.ReportRow(key, duns, report, KeepFor(report.Found)));
        }, cancellationToken);
    }

    public async Task<MatchResult> Match(string name, string country, CancellationToken cancellationToken)
    {
        var key = CreditCache.MatchKey(name, country);
        var path = $"v1/match/cleanseMatch?name={Uri.EscapeDataString(name)}&countryISOAlpha2Code={Uri.EscapeDataString(country)}&candidateMaximumQuantity=5";
        return await Call<MatchResult>("MATCH", key, path, response =>
        {
            var match = DnbAnswers.IsNotFound((int)response.Status, DnbAnswers.ErrorCode(response.Body)) ? (null, "no match by name")
                : response.IsSuccess ? DnbAnswers.Match(response.Body, options.CurrentValue.MinimumConfidence)
                : Refused(response) ? (null, $"D&B refused the question: {DnbAnswers.ErrorText(response.Body)}") : null;
            if (match is not var (duns, reason)) return null;
            var result = new MatchResult(duns, reason);
            return (result, Refused(response) ? null : CreditCache.MatchRow(key, result, KeepFor(duns is not null)));
        }, cancellationToken);
    }

    public void Dispose()
    {
        token.Dispose();
        http.Dispose();
    }

    private async Task<T> Call<T>(
        string kind, string key, string path, Func<VendorResponse, (T Answer, CacheRow? Row)?> read, CancellationToken cancellationToken) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var bearer = await token.Get(cancellationToken);
            var call = await DnbCalls.Reserve(budget, kind, key, cancellationToken);
            var response = await DnbCalls.Send(http, budget, call, key, () => Request(path, bearer), cancellationToken);
            var code = DnbAnswers.ErrorCode(response.Body);
            if (read(response) is var (answer, row))
            {
                await budget.Finish(call.CallId, key, $"HTTP {(int)response.Status}", row, cancellationToken);
                return answer;
            }
            await budget.Finish(call.CallId, key, $"HTTP {(int)response.Status} {code}", null, cancellationToken);
            if ((int)response.Status != 401) throw DnbCalls.Failure(Vendor, response);
            // The code for a token that ended and for a product outside the contract is the same: only a second refusal with a new token is final.
            token.Refuse(bearer);
            if (attempt == 2)
                throw new VendorRejectedException(Vendor, code ?? "401",
                    $"D&B refused access (HTTP 401, {DnbAnswers.ErrorText(response.Body)}); correct DunBradstreet:Key, DunBradstreet:Secret or the contract, then resume dnb");
        }
    }

    // The question itself was wrong: asking again would be refused again.
    private static bool Refused(VendorResponse response) =>
        (int)response.Status is >= 400 and < 500 and not (401 or 404 or 408 or 429)
        && !DnbAnswers.IsThrottled((int)response.Status, DnbAnswers.ErrorCode(response.Body));

    private TimeSpan KeepFor(bool found) => found ? options.CurrentValue.CacheFor : options.CurrentValue.NegativeCacheFor;

    private static HttpRequestMessage Request(string path, string bearer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}
