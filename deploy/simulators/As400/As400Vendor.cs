using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.As400;

/// <summary>An IBM i web-service facade over a fixed-width customer file.</summary>
internal sealed class As400Vendor(As400Settings settings) : IVendor, ISeeded<CustomerRow>
{
    private const string Route = "/web/services/customers/";
    private readonly ConcurrentDictionary<(string Company, string Id), CustomerRow> customers = new();
    private readonly ConcurrentDictionary<string, int> failedSignOns = new(StringComparer.OrdinalIgnoreCase);
    private readonly (TimeOnly From, TimeOnly To)? window = SimulatorOptionsCheck.ParseWindow(settings.NightlyWindow);

    public string Name => "as400";

    public void Classify(VendorRequest request)
    {
        request.Operation = request.Path.StartsWith(Route, StringComparison.Ordinal) ? "customer.get" : "unknown";
        request.Keys = request.Path.Split('/')[^1];
    }

    public VendorReply? Admit(VendorRequest request) => null;

    public void Leave(VendorRequest request, VendorReply? reply)
    {
    }

    public VendorReply Handle(VendorRequest request)
    {
        if (InWindow(TimeOnly.FromTimeSpan(request.At.UtcDateTime.TimeOfDay)))
            return Error(503, "CPF9E17", "Host servers are not available during the nightly window.");
        if (SignOnProblem(request) is { } problem)
            return problem;

        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Method != "GET" || parts.Length != 5 || !request.Path.StartsWith(Route, StringComparison.Ordinal))
            return Error(404, "CPF9812", "Service program not found.");
        return customers.TryGetValue((parts[3], parts[4].ToUpperInvariant()), out var row)
            ? VendorReply.Write(200, json => As400Customer.Write(json, row))
            : Error(404, "CPF5006", $"Record not found in file CUSMAS for company {parts[3]}.");
    }

    public VendorReply Refuse(Fault fault, VendorRequest request, FaultProfile profile) => fault switch
    {
        Fault.Error429 => Error(429, "CPI8209", "Resource limit exceeded, too many requests.").With("Retry-After", profile.RetryAfterSeconds.ToString()),
        Fault.Outage => Error(503, "CPF9E17", "Host servers are not available."),
        Fault.Unauthorized => Error(401, "CWBSY0002", "Password for user is not correct."),
        Fault.OkWithErrors => Error(200, "SQL0913", "Row or object CUSMAS in ARLIB type *FILE in use."),
        _ => Error(500, "SQL0904", "Resource limit exceeded."),
    };

    public bool WriteLedger(string thing, DateTimeOffset? since, Utf8JsonWriter json) => false;

    public bool WriteSummary(string thing, Utf8JsonWriter json) => false;

    public void Seed(IReadOnlyList<CustomerRow> rows)
    {
        foreach (var row in rows.Where(row => row.As400CustomerId is not null))
            customers[(row.Company ?? "01", row.As400CustomerId!.ToUpperInvariant())] = row;
    }

    public void Reset()
    {
        customers.Clear();
        failedSignOns.Clear();
    }

    private bool InWindow(TimeOnly now) => window is { } closed && now.IsBetween(closed.From, closed.To);

    /// <summary>A profile is disabled after so many wrong passwords, and then refuses the right one too.</summary>
    private VendorReply? SignOnProblem(VendorRequest request)
    {
        var (user, password) = BasicAuth.Read(request);
        if (user is null)
            return Error(401, "CWBSY0001", "User ID is required.");

        var limit = settings.MaxSignOnAttempts;
        if (limit > 0 && failedSignOns.GetValueOrDefault(user) >= limit)
            return Error(401, "CWBSY0011", $"User ID {user} is disabled.");

        var right = (settings.User.Length == 0 || string.Equals(settings.User, user, StringComparison.OrdinalIgnoreCase))
            && (settings.Password.Length == 0 || settings.Password == password);
        if (right)
        {
            failedSignOns.TryRemove(user, out _);
            return null;
        }

        if (failedSignOns.Count < 10_000)
            failedSignOns.AddOrUpdate(user, 1, (_, failed) => failed + 1);
        return Error(401, "CWBSY0002", $"Password for user {user} is not correct.");
    }

    private static VendorReply Error(int status, string code, string message)
    {
        var reply = VendorReply.Write(status, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return status == 401 ? reply.With("WWW-Authenticate", "Basic realm=\"AS400\"") : reply;
    }
}
