using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workers.Simulators;

namespace Simulators.Tests;

/// <summary>A running process of simulators with a small master file, and short ways to call it.</summary>
internal sealed class Sim : IAsyncDisposable
{
    public const string Customers = """
        [{"salesforceAccountId":"001A","netsuiteCustomerId":1001,"as400CustomerId":"CUST-1","dunsNumber":"179946891","companyName":"Alfreds Futterkiste","email":"maria@alfreds.example","phone":"030-0074321","city":"Berlin","postalCode":"12209","country":"Germany","creditLimit":50000.0,"pastDueAmount":0,"currencyCode":"USD"},
         {"salesforceAccountId":"001B","netsuiteCustomerId":1002,"as400CustomerId":"CUST-2","dunsNumber":"250825081","companyName":"Around the Horn","email":"thomas@horn.example","city":"London","postalCode":"WA1 1DP","country":"UK","creditLimit":1200.5,"pastDueAmount":10,"currencyCode":"GBP"},
         {"salesforceAccountId":"001C","netsuiteCustomerId":null,"companyName":"Not at NetSuite"}]
        """;

    public const string Products = """
        [{"productCode":"NW-1","name":"Chai","listPrice":18.0,"unitsInStock":39,"netsuiteItemId":5001},
         {"productCode":"NW-2","name":"Chang","listPrice":19.0,"unitsInStock":0,"netsuiteItemId":5002,"vendorId":77,"vendorLeadTimeDays":12,"isDropShip":true}]
        """;

    private Sim(SimulatorHost host, HttpClient http) => (Host, Http) = (host, http);

    public SimulatorHost Host { get; }

    public HttpClient Http { get; }

    public string? NetSuiteToken { get; private set; }

    public static async Task<Sim> Start(SimulatorOptions? options = null, TimeProvider? clock = null)
    {
        var host = await SimulatorHost.Start(options, clock);
        var sim = new Sim(host, new HttpClient { BaseAddress = new Uri(host.BaseUrl), Timeout = TimeSpan.FromSeconds(20) });
        await sim.Put("/_seed/customers", Customers);
        await sim.Put("/_seed/products", Products);
        sim.NetSuiteToken = (await (await sim.AskForToken(Jwt.Assertion(host.BaseUrl, now: clock?.GetUtcNow()))).Json()).GetProperty("access_token").GetString();
        return sim;
    }

    public Task<HttpResponseMessage> AskForToken(string assertion) => Http.PostAsync("/netsuite/services/rest/auth/oauth2/v1/token", new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = assertion,
    }));

    public Task<HttpResponseMessage> NetSuite(
        HttpMethod method, string path, string? body = null, string? prefer = null, string? key = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(method, "/netsuite/services/rest/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", NetSuiteToken);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        if (key is not null)
            request.Headers.Add("X-NetSuite-Idempotency-Key", key);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SuiteQl(string query, string page = "", string? prefer = "transient") =>
        NetSuite(HttpMethod.Post, "query/v1/suiteql" + page, JsonSerializer.Serialize(new Dictionary<string, string> { ["q"] = query }), prefer);

    public Task<HttpResponseMessage> CreateOrder(string externalId, string? prefer = null, string? key = null, string entity = "1001") =>
        NetSuite(HttpMethod.Post, "record/v1/salesOrder", Order(externalId, entity), prefer, key);

    public static string Order(string externalId, string entity = "1001") => $$$"""
        {"externalId":"{{{externalId}}}","entity":{"id":"{{{entity}}}"},"otherRefNum":"PO-7","custbody_source_version":2,
         "item":{"items":[{"item":{"id":"5001"},"quantity":3,"rate":19.99,"amount":59.97,"description":"Tee / M","custcol_size":"M"},
                          {"item":{"id":"5002"},"quantity":2,"rate":10}]}}
        """;

    public Task<HttpResponseMessage> Post(string query, object? variables = null, string? key = null, string? version = null, string? token = "token", string? operationName = null)
    {
        var body = JsonSerializer.Serialize(new { query, variables, operationName });
        var request = new HttpRequestMessage(HttpMethod.Post, "/monday/v2") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (version is not null)
            request.Headers.Add("API-Version", version);
        return Http.SendAsync(request);
    }

    public async Task<JsonElement> Gql(string query, object? variables = null) => await (await Post(query, variables)).Json();

    public async Task<HttpResponseMessage> Dnb(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/dnb/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await DnbToken());
        return await Http.SendAsync(request);
    }

    public async Task<string> DnbToken(string credentials = "key:secret")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/dnb/v3/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = Basic(credentials);
        return (await (await Http.SendAsync(request)).Json()).GetProperty("access_token").GetString()!;
    }

    public Task<HttpResponseMessage> As400(string customer, string? credentials = "user:password", string company = "01")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/as400/web/services/customers/{company}/{customer}");
        request.Headers.Authorization = credentials is null ? null : Basic(credentials);
        return Http.SendAsync(request);
    }

    public async Task<JsonElement> Ledger(string path) => await (await Http.GetAsync("/_ledger/" + path)).Json();

    public async Task<HttpResponseMessage> Put(string path, string json)
    {
        var response = await Http.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
        return response;
    }

    public async Task Faults(string vendor, string profile)
    {
        var response = await Put("/_faults/" + vendor, profile);
        Assert.That((int)response.StatusCode, Is.EqualTo(204), await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
}

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public static string? ErrorCode(this JsonElement netSuite) => netSuite.GetProperty("o:errorDetails")[0].GetProperty("o:errorCode").GetString();

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();
}

/// <summary>A clock that moves only when told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public void Set(DateTimeOffset time) => now = time;
}
