using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Hosting;
using Workers.NetSuitePoller;
using Workers.NetSuitePoller.Operate;
using Workers.Testing;

namespace NetSuitePoller.Tests.Protocol;

internal sealed class OperatorEndpointTests
{
    [Test]
    public async Task An_operator_sees_and_pauses_the_vendor()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var api = await Api.Start(world);

        Assert.That((await api.Http.GetFromJsonAsync<JsonElement>("/vendors"))[0].GetProperty("state").GetString(), Is.EqualTo("ok"));
        (await api.Http.PostAsJsonAsync("/vendors/netsuite/pause", new { by = "anna", reason = "month-end" })).EnsureSuccessStatusCode();

        var vendor = (await api.Http.GetFromJsonAsync<JsonElement>("/vendors"))[0];
        Assert.That((vendor.GetProperty("state").GetString(), vendor.GetProperty("reason").GetString()), Is.EqualTo(("paused", "month-end")));
    }

    [Test]
    public async Task A_dry_run_shows_the_exact_request_or_the_reason_why_there_is_none()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var api = await Api.Start(world);
        var command = Commands.Create();

        var request = await (await api.Http.PostAsJsonAsync("/dry-run", command)).Content.ReadFromJsonAsync<JsonElement>();
        var refusal = await (await api.Http.PostAsJsonAsync("/dry-run", command with { Order = command.Order with { SubsidiaryId = null } })).Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(request.GetProperty("body").GetProperty("externalId").GetString(), Is.EqualTo(command.ExternalId.ToString()));
        Assert.That(refusal.GetProperty("reason").GetString(), Does.Contain("subsidiary"));
        Assert.That(await world.Calls(), Is.Empty);
    }

    [Test]
    public async Task Stuck_polls_are_listed_with_their_reason()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await using var api = await Api.Start(world);
        await world.Faults(new { neverFinishingJob = 1.0 });
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<StepWaiting>();

        var row = (await api.Http.GetFromJsonAsync<JsonElement>("/polling"))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.GetProperty("stagingId").GetGuid(), Is.EqualTo(command.OrderId));
            Assert.That(row.GetProperty("pollStatus").GetString(), Is.EqualTo("TIMEOUT"));
            Assert.That(row.GetProperty("isStuck").GetBoolean(), Is.True);
            Assert.That(row.GetProperty("lastProblem").GetString(), Does.Contain("polls"));
        }
    }

    [Test]
    public async Task Without_the_key_nothing_is_shown()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var api = await Api.Start(world);
        api.Http.DefaultRequestHeaders.Remove("X-Api-Key");
        Assert.That((await api.Http.GetAsync("/polling")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private sealed class Api(WebApplication app, HttpClient http) : IAsyncDisposable
    {
        public HttpClient Http => http;

        public static async Task<Api> Start(NetSuiteWorld world)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(world.Database.Service);
            builder.Services.AddOptions<NetSuiteOptions>().Configure(world.Configure);
            builder.Services.AddOptions<HttpOptions>().Configure(options => options.OperatorApiKey = "key");
            builder.Services.AddNetSuite();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            OperatorEndpoints.Map(app);
            await app.StartAsync();
            var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            http.DefaultRequestHeaders.Add("X-Api-Key", "key");
            return new Api(app, http);
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.DisposeAsync();
        }
    }
}
