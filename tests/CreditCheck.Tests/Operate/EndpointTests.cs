using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Workers.CreditCheck.Operate;
using Workers.Hosting;

namespace CreditCheck.Tests.Operate;

/// <summary>The operator's HTTP, on a real port.</summary>
internal sealed class EndpointTests
{
    [Test]
    public async Task An_operator_sees_budget_cache_and_vendors_and_pauses_one()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();
        await service.Deliver(customer.Order(500));
        await using var app = await Http(credit);
        using var http = Client(app, "key");

        var budget = await http.GetFromJsonAsync<JsonElement>("/budget");
        var cached = await http.GetFromJsonAsync<JsonElement>($"/cache/{customer.Duns}");
        var paused = await http.PostAsJsonAsync("/vendors/dnb/pause", new { by = "ines", reason = "contract" });
        var vendors = await http.GetFromJsonAsync<JsonElement>("/vendors");
        var dryRun = await http.PostAsJsonAsync("/dry-run", new { orderTotal = 100, currencyCode = "USD" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(budget.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "day", "budget", "used", "left", "waiting", "forecast" }));
            Assert.That((budget.GetProperty("budget").GetInt32(), budget.GetProperty("used").GetInt32(), budget.GetProperty("left").GetInt32()), Is.EqualTo((1_000, 2, 998)));
            Assert.That(cached[0].GetProperty("facts").GetProperty("RecommendedLimit").GetDecimal(), Is.EqualTo(5_000m));
            Assert.That(paused.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(vendors.EnumerateArray().Select(vendor => vendor.GetProperty("state").GetString()), Is.EqualTo(new[] { "paused", "ok" }));
            Assert.That((await dryRun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString(), Is.EqualTo("NOT_REQUIRED"));
            Assert.That((await http.GetAsync("/cache/nobody")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await http.PostAsJsonAsync("/dry-run", new { })).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [TestCase("/budget")]
    [TestCase("/vendors")]
    [TestCase("/cache/1")]
    public async Task Nothing_is_told_without_the_key(string path)
    {
        await using var credit = await CreditHarness.Start();
        await using var app = await Http(credit);
        using var http = Client(app, "wrong");

        Assert.That((await http.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<WebApplication> Http(CreditHarness credit)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HttpOptions>(options => options.OperatorApiKey = "key");
        credit.Register(builder.Services);
        var app = builder.Build();
        CreditEndpoints.Map(app);
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication app, string key)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add(OperatorKey.Header, key);
        return http;
    }
}
