using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Workers.Hosting;

/// <summary>Guards HTTP endpoints with a key in the header <c>X-Api-Key</c>.</summary>
public static class OperatorKey
{
    /// <summary>The header.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>A group of endpoints that need the operator's key. No key configured means no access.</summary>
    public static RouteGroupBuilder MapOperatorGroup(this IEndpointRouteBuilder app, string prefix = "")
    {
        var group = app.MapGroup(prefix);
        group.AddEndpointFilter(async (context, next) =>
            Matches(context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value.OperatorApiKey)
                ? await next(context)
                : Results.Problem("Send the operator's key in the header X-Api-Key.", statusCode: StatusCodes.Status401Unauthorized));
        return group;
    }

    /// <summary>True when the request carries exactly this key; compared in constant time.</summary>
    public static bool Matches(HttpContext context, string? expected) =>
        !string.IsNullOrEmpty(expected) && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString())),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
