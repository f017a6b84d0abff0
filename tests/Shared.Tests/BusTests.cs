using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workers.Hosting;
using Workers.Testing;

namespace Workers.Contracts.Trial
{
    public sealed record Ping(int Number);

    public sealed record Pong(int Number);

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
            Assert.That(await broker.Queues(), Is.EquivalentTo(new[] { "trial-ping", "trial-ping_error", "trial-ping_skipped", "trial-pong", "trial-pong_error", "trial-pong_skipped" }));
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

        [Test]
        public async Task A_batch_that_meets_a_failure_of_the_infrastructure_is_waited_out_as_a_whole()
        {
            var consumer = new PongConsumer { Failures = 3 };
            await using var host = await Started(new PingConsumer(), consumer);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.Bus.Publish(new Pong(number))));
            await Eventually.True(() => consumer.Handled >= 20, "every member is handled after three failures");
            Assert.That((await broker.Messages()).GetValueOrDefault("trial-pong_error"), Is.Zero);
        }

        private WorkerHost Worker(string verb, Action<IServiceCollection> services)
        {
            var worker = WorkerHost.Create([verb], "trial");
            ((IConfigurationManager)worker.Configuration).AddInMemoryCollection(new Dictionary<string, string?> { ["Bus:Uri"] = broker.Uri.ToString() });
            services(worker.Services);
            return worker.AddBus(bus =>
            {
                bus.AddConsumer<PingConsumer>();
                bus.AddConsumer<PongConsumer, PongConsumerDefinition>();
            });
        }

        private async Task<Running> Started(PingConsumer consumer, PongConsumer? batches = null)
        {
            var worker = Worker("run", services => services.AddSingleton(consumer).AddSingleton(batches ?? new PongConsumer()));
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

        public sealed class PongConsumer : IConsumer<Batch<Pong>>
        {
            private int handled;

            public int Failures { get; set; }
            public int Handled => handled;

            public Task Consume(ConsumeContext<Batch<Pong>> context) => Batches.Handle([.. context.Message], members =>
            {
                if (Failures-- > 0) throw new TimeoutException("the database is away");
                Interlocked.Add(ref handled, members.Count);
                return Task.CompletedTask;
            }, (_, exception) => throw exception);
        }

        public sealed class PongConsumerDefinition : ConsumerDefinition<PongConsumer>
        {
            protected override void ConfigureConsumer(
                IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<PongConsumer> consumerConfigurator, IRegistrationContext context) =>
                Batches.Configure(endpointConfigurator, consumerConfigurator);
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
