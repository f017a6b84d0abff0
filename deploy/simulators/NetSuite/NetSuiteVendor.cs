using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.NetSuite;

/// <summary>SuiteTalk REST: tokens, records, asynchronous jobs, SuiteQL.</summary>
internal sealed class NetSuiteVendor : IVendor, ISeeded<CustomerRow>, ISeeded<ProductRow>
{
    private readonly NetSuiteSettings settings;
    private readonly TimeProvider clock;
    private readonly NetSuiteStore store = new();
    private readonly NetSuiteTokens tokens;
    private readonly RecordOperations operations;
    private readonly JobQueue jobs;
    private readonly RecordEndpoint records;
    private readonly JobReplies jobReplies;
    private readonly SuiteQlEndpoint suiteQl;
    private int inFlight;

    public NetSuiteVendor(NetSuiteSettings settings, FaultInjector faults, TimeProvider clock)
    {
        (this.settings, this.clock) = (settings, clock);
        tokens = new NetSuiteTokens(settings);
        operations = new RecordOperations(store);
        jobs = new JobQueue(settings, operations, faults);
        records = new RecordEndpoint(store, operations, jobs);
        jobReplies = new JobReplies(jobs);
        suiteQl = new SuiteQlEndpoint(store);
    }

    public string Name => "netsuite";

    public void Classify(VendorRequest request)
    {
        var route = NetSuiteRoute.Of(request.Path);
        request.Parsed = route;
        request.Operation = route.Operation(request.Method);
        request.Keys = NetSuiteRoute.Keys(request, route);
    }

    public VendorReply? Admit(VendorRequest request)
    {
        if (Interlocked.Increment(ref inFlight) <= settings.Concurrency || request.Operation == "token")
            return null;

        Interlocked.Decrement(ref inFlight);
        return TooMany();
    }

    public void Leave(VendorRequest request, VendorReply? reply) => Interlocked.Decrement(ref inFlight);

    public VendorReply Handle(VendorRequest request)
    {
        var route = (NetSuiteRoute)request.Parsed!;
        if (route.Area == Area.Token)
            return tokens.Issue(request);
        if (!tokens.Accepts(request))
            return NetSuiteErrors.InvalidLogin();

        // Time is read again under the gate: a call may have waited, and jobs must settle in order.
        lock (store.Gate)
        {
            jobs.Settle(clock.GetUtcNow());
            return route.Area switch
            {
                Area.Record => records.Answer(request, route.Rest),
                Area.Jobs => jobReplies.Answer(request, route.Rest),
                Area.SuiteQl => suiteQl.Answer(request),
                Area.System => System(request, route.Rest[0]),
                _ => NetSuiteErrors.Reply(404, "NONEXISTENT_ID", "The requested resource does not exist."),
            };
        }
    }

    public VendorReply Refuse(Fault fault, VendorRequest request, FaultProfile profile) => fault switch
    {
        Fault.Error429 => TooMany(),
        Fault.Outage => NetSuiteErrors.Reply(503, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable. Try again later."),
        Fault.Unauthorized => NetSuiteErrors.InvalidLogin(),
        Fault.OkWithErrors => NetSuiteErrors.Reply(200, "UNEXPECTED_ERROR", "An unexpected error occurred. Error ID: simulated"),
        _ => NetSuiteErrors.Reply(500, "UNEXPECTED_ERROR", "An unexpected error occurred. Error ID: simulated"),
    };

    public bool WriteLedger(string thing, DateTimeOffset? since, Utf8JsonWriter json)
    {
        lock (store.Gate)
        {
            jobs.Settle(clock.GetUtcNow());
            return NetSuiteLedgers.Write(thing, since, json, store, jobs, clock.GetUtcNow());
        }
    }

    public bool WriteSummary(string thing, Utf8JsonWriter json)
    {
        lock (store.Gate)
        {
            jobs.Settle(clock.GetUtcNow());
            return NetSuiteSummaries.Write(thing, json, store, jobs);
        }
    }

    public void Seed(IReadOnlyList<CustomerRow> rows)
    {
        lock (store.Gate)
            store.Seed(rows, clock.GetUtcNow());
    }

    public void Seed(IReadOnlyList<ProductRow> rows)
    {
        lock (store.Gate)
            store.Seed(rows);
    }

    public void Reset()
    {
        lock (store.Gate)
        {
            store.Reset();
            jobs.Reset();
        }
    }

    private static VendorReply TooMany() =>
        NetSuiteErrors.Reply(429, "CONCURRENCY_LIMIT_EXCEEDED", "Concurrent request limit exceeded. Request blocked.");

    private VendorReply System(VendorRequest request, string what) => what switch
    {
        "governanceLimits" => VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("accountConcurrencyLimit", settings.Concurrency);
            json.WriteNumber("accountUnallocatedConcurrencyLimit", settings.Concurrency);
            json.WriteString("integrationLimitType", "accountLimit");
            json.WriteEndObject();
        }),
        "serverTime" => VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("time", JsonText.Iso(request.At));
            json.WriteEndObject();
        }),
        _ => NetSuiteErrors.Reply(404, "NONEXISTENT_ID", "The requested resource does not exist."),
    };
}
