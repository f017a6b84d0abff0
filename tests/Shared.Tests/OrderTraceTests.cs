using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Trial;
using Workers.Hosting;
using Workers.Testing;

namespace Shared.Tests;

public sealed class OrderTraceTests
{
    [Test]
    public async Task Messages_of_one_order_share_a_trace_whose_id_is_the_order_id()
    {
        var seen = new List<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "Workers.Orders",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var harness = await BusHarness.Start(
            services => services.AddSingleton(seen), bus => bus.AddConsumer<Witness>());

        var order = Guid.CreateVersion7();
        await harness.MassTransit.Bus.PublishFor(order, new Ping(1), CancellationToken.None);
        await harness.MassTransit.Bus.PublishFor(order, new Ping(2), CancellationToken.None);
        await Eventually.True(() => { lock (seen) return seen.Count == 2; }, "both messages were consumed");

        Assert.That(seen.Select(id => id.ToString()), Is.All.EqualTo(OrderTrace.IdOf(order)));
    }

    private sealed class Witness(List<ActivityTraceId> seen) : IConsumer<Ping>
    {
        public Task Consume(ConsumeContext<Ping> context)
        {
            lock (seen) seen.Add(Activity.Current!.TraceId);
            return Task.CompletedTask;
        }
    }
}
