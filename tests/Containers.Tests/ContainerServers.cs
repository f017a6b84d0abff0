using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

/// <summary>Starts both servers as containers before the first test and hands them to the tests by the variables that <c>TestServers</c> reads.</summary>
[SetUpFixture]
public sealed class ContainerServers
{
    private readonly PostgreSqlContainer postgres = new PostgreSqlBuilder().WithImage("postgres:17").WithUsername("fleet_admin").Build();
    private readonly RabbitMqContainer rabbit = new RabbitMqBuilder().WithImage("rabbitmq:4-management").WithPortBinding(15672, true).Build();

    [OneTimeSetUp]
    public async Task Start()
    {
        await Task.WhenAll(postgres.StartAsync(), rabbit.StartAsync());
        Environment.SetEnvironmentVariable("WORKERS_TEST_POSTGRES", postgres.GetConnectionString());
        Environment.SetEnvironmentVariable("WORKERS_TEST_AMQP", rabbit.GetConnectionString());
        Environment.SetEnvironmentVariable("WORKERS_TEST_RABBIT_MANAGEMENT", $"http://{rabbit.Hostname}:{rabbit.GetMappedPublicPort(15672)}/");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await postgres.DisposeAsync();
        await rabbit.DisposeAsync();
    }
}
