using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Workers.Hosting;

/// <summary>Answers 503 with Retry-After and a sentence while the database or the broker is away, instead of an error without a word.</summary>
public static class UnavailableAnswer
{
    /// <summary>Goes before the endpoints.</summary>
    public static void UseUnavailableAnswer(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (Waiting.IsInfrastructure(exception) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.RetryAfter = "5";
            await Results.Problem(
                $"The database or the broker does not answer for now ({exception.Message}). Nothing was lost; try again in some seconds, and look at /health/ready.",
                statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    });
}
