using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workers.Contracts.Ingestion;
using Workers.Correlation;
using Workers.Correlation.MasterCustomers;
using Workers.Correlation.ShowCorrelation;
using Workers.Testing;

namespace Correlation.Tests;

/// <summary>The operator's HTTP endpoints on a real listener.</summary>
public sealed class EndpointTests
{
    [Test]
    public async Task Customers_are_uploaded_tried_and_shown()
    {
        await using var database = await TestDatabase.Create("correlation", typeof(CustomerEntry).Assembly);
        await using var app = await Start(database);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var command = Samples.Command(new CustomerDetails { SalesforceAccountId = Samples.AcmeAccount });

        var upload = await (await client.PutAsJsonAsync("/customers", new[] { Samples.Acme, Samples.AcmeTwin with { NetsuiteCustomerId = null } })).Content.ReadFromJsonAsync<JsonElement>();
        var dryRun = await (await client.PostAsJsonAsync("/dry-run", command)).Content.ReadFromJsonAsync<JsonElement>();
        var unknown = await client.GetAsync($"/correlations/{command.OrderId}");
        await app.Services.GetRequiredService<Workers.Correlation.FindCustomer.Correlator>().Correlate([command], CancellationToken.None);
        var shown = await client.GetFromJsonAsync<JsonElement>($"/correlations/{command.OrderId}");

        using var _ = Assert.EnterMultipleScope();
        Assert.That((upload.GetProperty("inserted").GetInt32(), upload.GetProperty("notTaken").GetInt32()), Is.EqualTo((1, 1)));
        Assert.That(upload.GetProperty("conflicts")[0].GetProperty("reason").GetString(), Does.Contain("netsuiteCustomerId"));
        Assert.That(dryRun.GetProperty("netSuiteCustomerId").GetInt64(), Is.EqualTo(1001));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "a dry run records nothing");
        Assert.That(shown[0].GetProperty("outcome").GetString(), Is.EqualTo("CORRELATED"));
        Assert.That(shown[0].GetProperty("evidence").GetProperty("keys")[0].GetProperty("method").GetString(), Is.EqualTo("SALESFORCE_ID"));
    }

    [TestCase("{}", TestName = "An object instead of an array of customers")]
    [TestCase("[{\"netsuiteCustomerId\": \"x\"}]", TestName = "A customer of wrong types")]
    [TestCase("[", TestName = "A broken array of customers")]
    public async Task A_body_that_is_no_array_of_customers_is_refused(string body)
    {
        await using var database = await TestDatabase.Create("correlation", typeof(CustomerEntry).Assembly);
        await using var app = await Start(database);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answer = await client.PutAsync("/customers", new StringContent(body));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static async Task<WebApplication> Start(TestDatabase database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database.Service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddCorrelation();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapCustomers();
        app.MapCorrelations();
        await app.StartAsync();
        return app;
    }
}
