using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.Dnb;

/// <summary>Direct+: token, match, data blocks, with a limit per second and a quota per day.</summary>
internal sealed class DnbVendor(DunBradstreetSettings settings, FaultInjector faults, TimeProvider clock) : IVendor, ISeeded<CustomerRow>
{
    private const int MaxMatches = 50_000;
    private static readonly FaultProfile Calm = new();
    private readonly DnbTokens tokens = new(settings);
    private readonly Companies companies = new();
    private readonly RateWindow second = new(TimeSpan.FromSeconds(1));
    private readonly RateWindow day = new(TimeSpan.FromDays(1));
    private readonly Queue<MatchEntry> matches = new();

    public string Name => "dnb";

    public void Classify(VendorRequest request)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        (request.Operation, request.Keys) = parts switch
        {
            ["v2" or "v3", "token"] => ("token", null),
            ["v1", "match", "cleanseMatch"] => ("match", request.Parameter("duns") ?? request.Parameter("name")),
            ["v1", "data", "duns", var duns] => ("data", duns),
            _ => ("unknown", null),
        };
    }

    public VendorReply? Admit(VendorRequest request)
    {
        if (!second.TryTake(1, settings.CallsPerSecond, request.At, out _))
            return DnbErrors.Reply(429, "00045", "Too Many Requests");
        return request.Operation == "token" || day.TryTake(1, settings.DailyQuota, request.At, out _)
            ? null
            : DnbErrors.Reply(429, "00046", "Too Many Requests: the daily quota of the contract is used up");
    }

    public void Leave(VendorRequest request, VendorReply? reply)
    {
    }

    public VendorReply Handle(VendorRequest request)
    {
        if (request.Operation == "token")
            return tokens.Issue(request);
        if (!tokens.Accepts(request))
            return DnbErrors.Reply(401, "00004", "You are not currently authorised to access this product. Please contact your D&B account representative.");
        if (request.Method != "GET")
            return DnbErrors.Reply(400, "00003", "Invalid request: use GET.");
        return request.Operation switch
        {
            "match" => Match(request),
            "data" => Data(request),
            _ => DnbErrors.Reply(404, "00037", "Invalid resource."),
        };
    }

    public VendorReply Refuse(Fault fault, VendorRequest request, FaultProfile profile) => fault switch
    {
        Fault.Error429 => DnbErrors.Reply(429, "00045", "Too Many Requests"),
        Fault.Outage => DnbErrors.Reply(503, "00002", "The given request could not be fulfilled in time."),
        Fault.Unauthorized => DnbErrors.Reply(401, "00004", "You are not currently authorised to access this product."),
        Fault.OkWithErrors => DnbErrors.Reply(200, "10503", "Internal error"),
        _ => DnbErrors.Reply(500, "10503", "Internal error"),
    };

    public bool WriteLedger(string thing, DateTimeOffset? since, Utf8JsonWriter json)
    {
        if (thing != "matches")
            return false;

        lock (matches)
        {
            json.WriteStartArray();
            foreach (var match in matches.Where(match => since is null || match.At >= since))
                match.Write(json);
            json.WriteEndArray();
            return true;
        }
    }

    public bool WriteSummary(string thing, Utf8JsonWriter json)
    {
        if (thing != "matches")
            return false;

        lock (matches)
        {
            json.WriteStartObject();
            json.WriteNumber("count", matches.Count);
            json.WriteEndObject();
            return true;
        }
    }

    public void Seed(IReadOnlyList<CustomerRow> rows) => companies.Seed(rows);

    public void Reset()
    {
        companies.Reset();
        second.Reset();
        day.Reset();
        lock (matches)
            matches.Clear();
    }

    private VendorReply Match(VendorRequest request)
    {
        var (name, duns) = (request.Parameter("name"), request.Parameter("duns"));
        if (name is null && duns is null && request.Parameter("telephoneNumber") is null && request.Parameter("email") is null)
            return DnbErrors.Reply(400, "10002", "Insufficient search criteria: give a name, a D-U-N-S number, a telephone number or an e-mail address.");

        var profile = faults.Profile ?? Calm;
        var least = Math.Clamp(int.TryParse(request.Parameter("confidenceLowerLevelThresholdValue"), out var threshold) ? threshold : 4, 1, 10);
        var most = Math.Clamp(int.TryParse(request.Parameter("candidateMaximumQuantity"), out var quantity) ? quantity : 10, 1, 100);
        var candidates = companies.Match(duns, name ?? "", request.Parameter("postalCode"), request.Parameter("addressLocality"))
            .Select(candidate => (candidate.Row, Confidence: SeededDraw.For(profile.Seed, candidate.Row.DunsNumber!, 6) < profile.LowConfidence ? Math.Min(candidate.Confidence, 5) : candidate.Confidence))
            .Where(candidate => candidate.Confidence >= least)
            .Take(most)
            .ToList();
        Remember(new MatchEntry(clock.GetUtcNow(), name, duns, candidates.Count, candidates.FirstOrDefault().Row?.DunsNumber, candidates.FirstOrDefault().Confidence));
        return candidates.Count > 0
            ? DnbMatch.Reply(request, candidates)
            : DnbErrors.Reply(404, "20502", "No match found for the requested criteria.");
    }

    private VendorReply Data(VendorRequest request)
    {
        var blocks = (request.Parameter("blockIDs") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (blocks.Length == 0)
            return DnbErrors.Reply(400, "00008", "Missing information in the request: blockIDs.");
        if (request.Keys is not { Length: 9 } duns || !duns.All(char.IsAsciiDigit))
            return DnbErrors.Reply(400, "10509", "Invalid D-U-N-S number.");
        return companies.Find(duns) is { } row
            ? DnbData.Reply(request, row, blocks, faults.Profile ?? Calm)
            : DnbErrors.Reply(404, "10500", "Requested D-U-N-S number not found.");
    }

    private void Remember(MatchEntry match)
    {
        lock (matches)
        {
            if (matches.Count >= MaxMatches)
                matches.Dequeue();
            matches.Enqueue(match);
        }
    }

    private sealed record MatchEntry(DateTimeOffset At, string? Name, string? Duns, int Candidates, string? Best, int Confidence)
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("time", JsonText.Iso(At));
            json.WriteString("name", Name);
            json.WriteString("duns", Duns);
            json.WriteNumber("candidates", Candidates);
            json.WriteString("best", Best);
            json.WriteNumber("confidence", Confidence);
            json.WriteEndObject();
        }
    }
}
