using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workers.Testing;
using Workers.Vendors;

namespace Shared.Tests;

/// <summary>Transport trouble becomes an exception that names the recovery; a write is sent at most once.</summary>
public sealed class VendorHttpTests
{
    private WebApplication vendor = null!;
    private int calls;

    [SetUp]
    public async Task Start()
    {
        calls = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        vendor = builder.Build();
        vendor.Urls.Add("http://127.0.0.1:0");
        vendor.Map("/slow", async context => { Interlocked.Increment(ref calls); await Task.Delay(Timeout.Infinite, context.RequestAborted); });
        vendor.Map("/cut", context => { Interlocked.Increment(ref calls); context.Abort(); return Task.CompletedTask; });
        vendor.Map("/broken", context => { Interlocked.Increment(ref calls); context.Response.StatusCode = 500; return Task.CompletedTask; });
        vendor.Map("/large", async context => await context.Response.WriteAsync(new string('x', 5000)));
        vendor.Map("/redirect", context => { context.Response.Redirect("http://127.0.0.1:1/steal"); return Task.CompletedTask; });
        await vendor.StartAsync();
    }

    [TearDown]
    public ValueTask Stop() => vendor.DisposeAsync();

    [TestCase("slow")]
    [TestCase("cut")]
    public void A_write_without_an_answer_is_an_unknown_outcome_and_is_sent_once(string path)
    {
        using var http = Client();
        Assert.That(async () => await http.Write(() => new(HttpMethod.Post, path), CancellationToken.None), Throws.InstanceOf<VendorOutcomeUnknownException>());
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public void A_read_without_an_answer_is_repeated_and_then_the_vendor_is_unavailable()
    {
        using var http = Client();
        Assert.That(async () => await http.Read(() => new(HttpMethod.Get, "cut"), CancellationToken.None), Throws.InstanceOf<VendorUnavailableException>());
        Assert.That(calls, Is.EqualTo(3));
    }

    [Test]
    public void A_refused_connection_surely_had_no_effect()
    {
        var port = FreePort();
        using var http = new VendorHttp("trial", new VendorHttpOptions { BaseUrl = new Uri($"http://127.0.0.1:{port}") });
        Assert.That(async () => await http.Write(() => new(HttpMethod.Post, "x"), CancellationToken.None), Throws.InstanceOf<VendorUnavailableException>());
    }

    [Test]
    public async Task A_vendor_that_only_fails_is_left_alone_after_some_calls()
    {
        using var http = Client();
        for (var call = 0; call < 4; call++) await http.Write(() => new(HttpMethod.Post, "broken"), CancellationToken.None);
        Assert.That(http.CircuitIsOpen, Is.True);
        Assert.That(async () => await http.Write(() => new(HttpMethod.Post, "broken"), CancellationToken.None), Throws.InstanceOf<VendorUnavailableException>());
        Assert.That(calls, Is.EqualTo(4));
    }

    [Test]
    public async Task A_circuit_past_its_time_does_not_keep_callers_away_that_ask_first()
    {
        using var http = Client(openFor: TimeSpan.FromMilliseconds(500));
        for (var call = 0; call < 4; call++) await http.Write(() => new(HttpMethod.Post, "broken"), CancellationToken.None);
        Assert.That(http.CircuitIsOpen, Is.True);

        await Eventually.True(() => !http.CircuitIsOpen, "the circuit lets a call try");

        Assert.That((await http.Write(() => new(HttpMethod.Post, "broken"), CancellationToken.None)).Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(http.CircuitIsOpen, Is.True);
    }

    [Test]
    public void An_answer_above_the_limit_is_not_read()
    {
        using var http = Client();
        Assert.That(async () => await http.Write(() => new(HttpMethod.Get, "large"), CancellationToken.None), Throws.InstanceOf<VendorOutcomeUnknownException>());
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        using var http = Client();
        Assert.That((await http.Read(() => new(HttpMethod.Get, "redirect"), CancellationToken.None)).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [TestCase("/job/1", true)]
    [TestCase("http://169.254.169.254/latest", false)]
    [TestCase("//evil.example/job/1", false)]
    public void A_link_is_followed_on_the_configured_host_alone(string location, bool followed)
    {
        using var http = Client();
        if (followed) Assert.That(http.Follow(location).AbsolutePath, Is.EqualTo(location));
        else Assert.That(() => http.Follow(location), Throws.InstanceOf<VendorOutcomeUnknownException>());
    }

    private VendorHttp Client(TimeSpan? openFor = null) => new("trial", new VendorHttpOptions
    {
        BaseUrl = new Uri(vendor.Urls.First()), Timeout = TimeSpan.FromMilliseconds(300), MaxResponseBytes = 1024,
        CircuitMinimumCalls = 4, CircuitFailureShare = 0.5, CircuitWindow = TimeSpan.FromSeconds(30),
        CircuitOpenFor = openFor ?? TimeSpan.FromSeconds(5),
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
