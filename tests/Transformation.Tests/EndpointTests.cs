using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workers.Testing;
using Workers.Transformation;
using Workers.Transformation.DryRun;
using Workers.Transformation.MapProduct;
using Workers.Transformation.StageOrder;
using Workers.Contracts.Transformation;

namespace Transformation.Tests;

/// <summary>The operator's HTTP endpoints on a real listener, beside the service's bus.</summary>
public sealed class EndpointTests
{
    private const string Event =
        """
        {"eventType": "ORDER_PLACED", "source": "salesforce", "sourceOrderId": "a0X", "sourceVersion": 1, "orderDate": "2004-06-01T00:00:00Z", "currencyCode": "USD",
         "orderTotal": 90.0, "customer": {"name": "Nearby Cycle Shop", "billingAddress": {"country": "UK"}},
         "lines": [{"lineNumber": 1, "productCode": "AW-1", "quantity": 10, "unitPrice": 10.0, "discountAmount": 10.0}]}
        """;

    [Test]
    public async Task Products_are_mapped_shown_and_announced_and_an_event_is_tried()
    {
        await using var harness = await TransformationHarness.Start();
        await harness.Deliver(Orders.Placed());
        await using var app = await Start(harness);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var pending = await client.GetFromJsonAsync<JsonElement>("/products/pending");
        var before = await client.GetAsync("/products/AW-1");
        var put = await (await client.PutAsJsonAsync("/products", new[] { new { productCode = "AW-1", netsuiteItemId = 5194, name = "Jersey", listPrice = 9.5, discontinued = true } })).Content.ReadFromJsonAsync<JsonElement>();
        var product = await client.GetFromJsonAsync<JsonElement>("/products/AW-1");
        var staged = await (await client.PostAsync("/dry-run", Json(Event))).Content.ReadFromJsonAsync<JsonElement>();
        var refused = await client.PostAsync("/dry-run", Json(Event.Replace("90.0", "91.0", StringComparison.Ordinal)));

        using var _ = Assert.EnterMultipleScope();
        Assert.That((pending[0].GetProperty("productCode").GetString(), pending[0].GetProperty("orders").GetInt32()), Is.EqualTo(("AW-1", 1)));
        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(put.GetProperty("inserted").GetInt32(), Is.EqualTo(1));
        Assert.That(product.GetProperty("netsuiteItemId").GetInt64(), Is.EqualTo(5194));
        Assert.That(harness.Published<ProductMapped>(), Has.Count.EqualTo(1));
        Assert.That(staged.GetProperty("order").GetProperty("lines")[0].GetProperty("netSuiteItemId").GetInt64(), Is.EqualTo(5194));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("ORDER_TOTAL_MISMATCH"));
        Assert.That(await harness.Count("select count(*) from staged_order"), Is.EqualTo(1), "a dry run records nothing");
    }

    [TestCase("PUT", "/products", "[{\"productCode\": \"AW-1\"}]", TestName = "A product without an item")]
    [TestCase("PUT", "/products", "[{\"netsuiteItemId\": 1}]", TestName = "A product without a code")]
    [TestCase("POST", "/dry-run", "{\"eventType\": \"ORDER_PLACED\"}", TestName = "A dry run of half an event")]
    [TestCase("POST", "/dry-run", "{\"orderId\": 7}", TestName = "A dry run of a broken message")]
    [TestCase("POST", "/dry-run", "[]", TestName = "A dry run of an array")]
    public async Task A_wrong_body_is_refused(string method, string path, string body)
    {
        await using var harness = await TransformationHarness.Start();
        await using var app = await Start(harness);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = Json(body) });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<WebApplication> Start(TransformationHarness harness)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(harness.Get<OrderStager>());
        builder.Services.AddSingleton(harness.Get<ProductStore>());
        builder.Services.AddSingleton(harness.Get<PendingProducts>());
        builder.Services.AddSingleton(harness.Get<ProductAnnouncer>());
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapProducts();
        app.MapDryRun();
        await app.StartAsync();
        return app;
    }
}
