using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Workers.CreditCheck.CheckCredit;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>
/// The AS400's customer service over HTTP. Three wrong passwords disable the profile, so a refused sign-on is never repeated: the vendor is
/// paused for the whole fleet, and until a sign-on was seen to work only one call at a time is made.
/// </summary>
internal sealed class As400Client(IOptionsMonitor<As400Options> options, SignOn signOn) : IDisposable
{
    public const string Vendor = "as400";

    private readonly VendorHttp http = new(Vendor, options.CurrentValue);

    public bool CircuitIsOpen => http.CircuitIsOpen;

    /// <exception cref="VendorUnavailableException">Down, in its nightly window, or paused.</exception>
    public async Task<As400Account> Account(string company, string customerId, CancellationToken cancellationToken)
    {
        var path = $"web/services/customers/{Uri.EscapeDataString(company)}/{Uri.EscapeDataString(customerId)}";
        var response = await signOn.Guard(
            () => http.Read(() => Request(path), cancellationToken),
            answer => $"the AS400 refused the sign-on of {options.CurrentValue.User} ({As400Answers.ErrorText(answer.Body)}); correct As400:User and As400:Password, then resume as400",
            cancellationToken);
        if (response.Status == HttpStatusCode.NotFound) return new As400Account { Found = false };
        if (response.IsSuccess && As400Answers.Account(response.Body, options.CurrentValue.CurrencyCode) is { } account) return account;
        throw (int)response.Status == 429
            ? new VendorThrottledException(Vendor, $"the AS400 is busy: {As400Answers.ErrorText(response.Body)}", response.RetryAfter ?? TimeSpan.FromSeconds(2))
            : new VendorUnavailableException(Vendor, $"the AS400 answered HTTP {(int)response.Status}: {As400Answers.ErrorText(response.Body)}");
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.CurrentValue.User}:{options.CurrentValue.Password}")));
        return request;
    }
}
