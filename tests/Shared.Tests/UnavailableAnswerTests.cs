using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workers.Hosting;

namespace Shared.Tests;

public sealed class UnavailableAnswerTests
{
    [Test]
    public async Task While_the_database_is_away_a_caller_is_told_to_come_back()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseUnavailableAnswer();
        app.MapGet("/away", string () => throw new NpgsqlException("no connection", new System.Net.Sockets.SocketException(111)));
        app.MapGet("/broken", string () => throw new InvalidOperationException("a defect"));
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var away = await http.GetAsync("/away");
        using var broken = await http.GetAsync("/broken");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(away.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(away.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(await away.Content.ReadAsStringAsync(), Does.Contain("try again"));
            Assert.That(broken.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        }
    }
}
