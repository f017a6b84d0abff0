using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workers.Hosting;
using Workers.Testing;

namespace Workers.Contracts.Trial
{
    public sealed record Ping(int Number);

    public sealed record Nobody(int Number);
}

namespace Shared.Tests
{
    using Workers.Contracts.Trial;

    public sealed class BusTests
    {
        private TestBroker broker = null!;

        [SetUp]
        public async Task Start() => broker = await TestBroker.Create();

        [TearDown]
        public ValueTask Stop() => broker.DisposeAsync();

        [Test]
        public async Task The_verb_migrate_declares_queues_with_readable_names_and_leaves_no_consumer()
        {
            Assert.That(await Worker("migrate", _ => { }).Run(), Is.Zero);
            Assert.That(await broker.Queues(), Is.EquivalentTo(new[] { "trial-ping", "trial-ping_error", "trial-ping_skipped" }));
        }

        [Test]
        public async Task A_failure_of_the_infrastructure_is_waited_out_and_the_message_is_handled()
        {
            var consumer = new PingConsumer { Failures = 3 };
            await using var host = await Started(consumer);
            await host.Bus.Publish(new Ping(1));
            await Eventually.True(() => consumer.Handled == 1, "the message is handled after three failures");
            Assert.That((await broker.Messages()).GetValueOrDefault("trial-ping_error"), Is.Zero);
        }

        [Test]
        public async Task A_message_that_fails_for_good_goes_to_its_error_queue_even_with_an_enormous_text()
        {
            await using var host = await Started(new PingConsumer { Fault = new InvalidOperationException(new string('x', 300_000)) });
            await host.Bus.Publish(new Ping(1));
            await Eventually.True(async () => (await broker.Messages()).GetValueOrDefault("trial-ping_error") == 1, "the message lies in the error queue");
        }

        [Test]
        public async Task A_message_of_the_journey_without_a_queue_is_refused_instead_of_lost()
        {
            await using var host = await Started(new PingConsumer());
            Assert.That(async () => await host.Bus.Publish(new Nobody(1)), Throws.InstanceOf<MessageReturnedException>());
        }

        private WorkerHost Worker(string verb, Action<IServiceCollection> services)
        {
            var worker = WorkerHost.Create([verb], "trial");
            ((IConfigurationManager)worker.Configuration).AddInMemoryCollection(new Dictionary<string, string?> { ["Bus:Uri"] = broker.Uri.ToString() });
            services(worker.Services);
            return worker.AddBus(bus => bus.AddConsumer<PingConsumer>());
        }

        private async Task<Running> Started(PingConsumer consumer)
        {
            var worker = Worker("run", services => services.AddSingleton(consumer));
            var provider = worker.Services.BuildServiceProvider();
            var bus = provider.GetRequiredService<IBusControl>();
            await bus.StartAsync(TimeSpan.FromSeconds(30));
            return new Running(bus, provider);
        }

        private sealed record Running(IBusControl Bus, ServiceProvider Provider) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync()
            {
                await Bus.StopAsync(TimeSpan.FromSeconds(30));
                await Provider.DisposeAsync();
            }
        }

        public sealed class PingConsumer : IConsumer<Ping>
        {
            public int Failures { get; set; }
            public int Handled { get; private set; }
            public Exception? Fault { get; init; }

            public Task Consume(ConsumeContext<Ping> context)
            {
                if (Fault is not null) throw Fault;
                if (Failures-- > 0) throw new TimeoutException("the database is away");
                Handled++;
                return Task.CompletedTask;
            }
        }
    }
}
