using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

internal enum Area
{
    Unknown,
    Token,
    Record,
    Jobs,
    SuiteQl,
    System,
}

/// <summary>A path taken apart once.</summary>
internal sealed record NetSuiteRoute(Area Area, string[] Rest)
{
    public static NetSuiteRoute Of(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 5 || parts[0] != "services" || parts[1] != "rest")
            return new NetSuiteRoute(Area.Unknown, parts);

        return (parts[2], parts[3], parts[4]) switch
        {
            ("auth", "oauth2", "v1") when parts is [.., "token"] => new NetSuiteRoute(Area.Token, []),
            ("record", "v1", _) => new NetSuiteRoute(Area.Record, parts[4..]),
            ("async", "v1", "job") => new NetSuiteRoute(Area.Jobs, parts[5..]),
            ("query", "v1", "suiteql") => new NetSuiteRoute(Area.SuiteQl, []),
            ("system", "v1", _) => new NetSuiteRoute(Area.System, parts[4..]),
            _ => new NetSuiteRoute(Area.Unknown, parts),
        };
    }

    public string Operation(string method) => Area switch
    {
        Area.Token => "token",
        Area.Record => $"{Rest[0]}.{RecordCommand.Verb(method, Rest.Length > 1 ? Rest[1] : null)}",
        Area.Jobs => Rest.Length switch { <= 1 => "job.get", 2 => "job.tasks", 3 => "job.task", _ => "job.result" },
        Area.SuiteQl => "suiteql",
        Area.System => "system." + Rest[0],
        _ => "unknown",
    };

    public static string? Keys(VendorRequest request, NetSuiteRoute route)
    {
        var key = request.Header("X-NetSuite-Idempotency-Key");
        var id = route.Area is Area.Jobs && route.Rest.Length > 0 ? "job:" + route.Rest[0]
            : route.Area is Area.Record && route.Rest.Length > 1 ? route.Rest[1]
            : null;
        return key is null ? id : id is null ? "idempotency:" + key : $"{id} idempotency:{key}";
    }
}
