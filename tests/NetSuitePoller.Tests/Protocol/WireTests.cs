using System.Net;
using System.Text;
using Workers.Contracts.NetSuite;
using Workers.Testing;

namespace NetSuitePoller.Tests.Protocol;

/// <summary>What the client makes of everything that NetSuite may answer.</summary>
internal sealed class WireTests
{
    [Test]
    public async Task A_token_that_NetSuite_stops_accepting_is_renewed_once()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();
        await world.Faults(new { unauthorized = 1.0, only = new[] { "salesOrder.create" }, maxFaults = 1 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>(2);

        Assert.That(await world.TokenCalls(), Has.Count.EqualTo(2));
        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Many_callers_share_one_token()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => options.BatchSize = 3);

        await service.Bus.Deliver([.. Enumerable.Range(0, 30).Select(_ => Commands.Create())]);
        await service.Expect<SalesOrderCreated>(30);

        Assert.That(await world.TokenCalls(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Too_many_calls_in_flight_only_makes_it_later()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new { error429 = 1.0, only = new[] { "salesOrder.create", "job.get", "suiteql" }, maxFaults = 6 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        var creates = (await world.Calls()).Where(call => call.Operation == "salesOrder.create").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(creates.Count(call => call.Status == 429), Is.GreaterThan(1));
            Assert.That(creates.Count(call => call.Status == 202), Is.EqualTo(1));
            Assert.That(service.Bus.Published<Workers.Contracts.Orders.StepWaiting>(), Is.Empty, "a throttled create surely took no effect");
        }
    }

    [TestCase("finishedWithErrors")]
    [TestCase("somethingNew")]
    public async Task An_unknown_word_of_progress_does_not_matter_when_the_job_is_completed(string progress)
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook { After = (request, response) => WireHook.IsJob(request) ? Rewrite(response, body => body.Replace("succeeded", progress, StringComparison.Ordinal)) : Task.FromResult(response) };
        await using var service = await ServiceInstance.Start(world, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_relative_location_and_a_number_for_expires_in_are_understood()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook
        {
            After = async (request, response) =>
            {
                if (response.Headers.Location is { } location) response.Headers.Location = new Uri(location.AbsolutePath, UriKind.Relative);
                return request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? await Rewrite(response, body => body.Replace("\"3600\"", "3600", StringComparison.Ordinal)) : response;
            },
        };
        await using var service = await ServiceInstance.Start(world, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        Assert.That(service.Bus.Published<SalesOrderSubmitted>(), Has.Count.EqualTo(1));
    }

    [TestCase("http://elsewhere.example/services/rest/async/v1/job/1")]
    [TestCase(null)]
    public async Task A_job_at_another_host_or_without_a_link_is_never_followed_but_looked_up(string? location)
    {
        await using var world = await NetSuiteWorld.Create();
        var hosts = new List<string>();
        using var hook = new WireHook
        {
            Before = request => hosts.Add(request.RequestUri!.Host),
            After = (request, response) =>
            {
                if (WireHook.IsCreate(request)) response.Headers.Location = location is null ? null : new Uri(location);
                return Task.FromResult(response);
            },
        };
        await using var service = await ServiceInstance.Start(world, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        Assert.That(hosts, Has.All.EqualTo("127.0.0.1"));
        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_page_of_HTML_with_502_for_each_kind_of_call_only_makes_it_later()
    {
        await using var world = await NetSuiteWorld.Create();
        var broken = new HashSet<string>();
        using var hook = new WireHook
        {
            After = (request, response) => Task.FromResult(broken.Add(request.Method + request.RequestUri!.AbsolutePath.Split('/')[^1])
                ? new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html><h1>502 Bad Gateway</h1></html>", Encoding.UTF8, "text/html") } : response),
        };
        await using var service = await ServiceInstance.Start(world, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_record_that_the_query_does_not_show_yet_is_read_from_its_task()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook { After = (request, response) => HideOrders(request, response) };
        await using var service = await ServiceInstance.Start(world, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        var created = (await service.Expect<SalesOrderCreated>())[0];

        var order = (await world.SalesOrders()).Single();
        Assert.That((created.InternalId.ToString(), created.OrderNumber), Is.EqualTo((order.InternalId, order.TranId)));
    }

    [Test]
    public async Task A_batch_that_NetSuite_refuses_as_a_whole_is_sent_order_by_order()
    {
        await using var world = await NetSuiteWorld.Create();
        var commands = Enumerable.Range(0, 4).Select(_ => Commands.Create()).ToArray();
        await using (var recorder = await ServiceInstance.Start(world, loops: false)) await recorder.Bus.Deliver(commands);
        using var hook = new WireHook
        {
            Instead = request => WireHook.IsCreate(request) && request.Content!.Headers.ContentType!.ToString().Contains("collection", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"o:errorDetails":[{"detail":"One of them is bad.","o:errorCode":"INVALID_CONTENT"}]}""") } : null,
        };

        await using var service = await ServiceInstance.Start(world, handler: hook);
        await service.Expect<SalesOrderCreated>(4);

        Assert.That((await world.Calls()).Count(call => call.Operation == "salesOrder.create"), Is.EqualTo(4));
        Assert.That(service.Bus.Published<SalesOrderFailed>(), Is.Empty);
    }

    [Test]
    public async Task A_failing_availability_query_never_holds_the_order()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook
        {
            After = async (request, response) => request.Content is { } content && (await content.ReadAsStringAsync()).Contains("FROM item", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.InternalServerError) : response,
        };
        await using var service = await ServiceInstance.Start(world, options => options.ReadRetries = 0, handler: hook);

        await service.Bus.Deliver(Commands.Create());
        var created = (await service.Expect<SalesOrderCreated>())[0];

        Assert.That(created.Lines, Is.Empty);
    }

    private static async Task<HttpResponseMessage> HideOrders(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.Content is not { } content || !(await content.ReadAsStringAsync()).Contains("FROM transaction", StringComparison.Ordinal)) return response;
        response.Content = new StringContent("""{"links":[],"count":0,"hasMore":false,"items":[],"offset":0,"totalResults":0}""", Encoding.UTF8, "application/json");
        return response;
    }

    private static async Task<HttpResponseMessage> Rewrite(HttpResponseMessage response, Func<string, string> change)
    {
        response.Content = new StringContent(change(await response.Content.ReadAsStringAsync()), Encoding.UTF8, "application/json");
        return response;
    }
}
