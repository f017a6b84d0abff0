using Workers.LocalServers;

namespace Workers.Testing;

/// <summary>
/// One PostgreSQL and one RabbitMQ for the tests of a process: those that the environment names (<c>WORKERS_TEST_POSTGRES</c>,
/// <c>WORKERS_TEST_AMQP</c> with <c>WORKERS_TEST_RABBIT_MANAGEMENT</c>), else private ones that end with the process.
/// </summary>
public static class TestServers
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"workers-tests-{Environment.ProcessId}");
    private static readonly SemaphoreSlim Gate = new(1);
    private static PrivatePostgres? postgres;
    private static PrivateRabbitMq? rabbit;

    static TestServers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop().GetAwaiter().GetResult();

    /// <summary>Connection string of a superuser.</summary>
    public static async Task<string> Postgres()
    {
        if (Environment.GetEnvironmentVariable("WORKERS_TEST_POSTGRES") is { Length: > 0 } given) return given;
        if (!PrivatePostgres.IsInstalled) Repository.Missing("PostgreSQL (install the package postgresql, or set WORKERS_TEST_POSTGRES)");
        await Gate.WaitAsync();
        try
        {
            postgres ??= await PrivatePostgres.Start(new()
            {
                StateDirectory = Path.Combine(Folder, "postgres"), SharedBuffers = "64MB", Durable = false,
            });
            return postgres.ConnectionString();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>AMQP URI of an administrator and the management address.</summary>
    public static async Task<(Uri Amqp, Uri Management)> Rabbit()
    {
        if (Environment.GetEnvironmentVariable("WORKERS_TEST_AMQP") is { Length: > 0 } amqp
            && Environment.GetEnvironmentVariable("WORKERS_TEST_RABBIT_MANAGEMENT") is { Length: > 0 } management)
            return (new Uri(amqp), new Uri(management));
        if (!PrivateRabbitMq.IsInstalled) Repository.Missing("RabbitMQ (install the package rabbitmq-server, or set WORKERS_TEST_AMQP and WORKERS_TEST_RABBIT_MANAGEMENT)");
        await Gate.WaitAsync();
        try
        {
            rabbit ??= await PrivateRabbitMq.Start(new() { StateDirectory = Path.Combine(Folder, "rabbitmq") });
            return (rabbit.AmqpUri(), rabbit.ManagementUri);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Ends the private servers of this process and deletes what they kept.</summary>
    public static async Task Stop()
    {
        if (Interlocked.Exchange(ref postgres, null) is { } database) await database.Remove();
        if (Interlocked.Exchange(ref rabbit, null) is { } broker) await broker.Remove();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
