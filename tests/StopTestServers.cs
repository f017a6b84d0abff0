// Compiled into every test project; outside of any namespace, so that it runs after the last test of the assembly.
[SetUpFixture]
internal sealed class StopTestServers
{
    [OneTimeTearDown]
    public Task Stop() => Workers.Testing.TestServers.Stop();
}
