using System.Net;
using System.Net.Http.Headers;
using Workers.Vendors;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>
/// Every call to NetSuite goes through here: token, limits, and what an answer means. Throws the exceptions of
/// <see cref="VendorException"/>; a refusal of what was asked is an answer.
/// </summary>
internal sealed class NetSuiteClient(VendorHttp http, NetSuiteToken token, NetSuiteGate gate)
{
    private const string Collection = "application/vnd.oracle.resource+json; type=collection";

    /// <summary>Sends a creating request. Repeated with the same key and bytes it leads to the same job.</summary>
    /// <exception cref="VendorOutcomeUnknownException">It may have been taken.</exception>
    /// <exception cref="VendorThrottledException">It surely was not.</exception>
    /// <exception cref="VendorUnavailableException">It surely was not.</exception>
    public async Task<SubmitAnswer> Submit(byte[] body, bool isCollection, Guid idempotencyKey, CancellationToken cancellationToken)
    {
        var response = await Write(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "services/rest/record/v1/salesOrder") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(isCollection ? Collection : "application/json");
            request.Headers.Add("Prefer", "respond-async");
            request.Headers.Add("X-NetSuite-Idempotency-Key", idempotencyKey.ToString());
            return request;
        }, cancellationToken);
        var problem = NetSuiteProblem.Of(response);
        if (problem.Meaning is Meaning.AlreadySubmitted || (problem.Meaning is Meaning.Success && response.Status == HttpStatusCode.Accepted))
            return new SubmitAnswer.Accepted(JobIdOf(response));
        return problem.Meaning is Meaning.Success
            ? throw Unknown($"answered HTTP {(int)response.Status} instead of 202 to a request for asynchronous work")
            : new SubmitAnswer.Refused(problem.Code, problem.Detail, response.Body);
    }

    /// <summary>Asks how far a job is.</summary>
    public async Task<JobAnswer> Job(string jobId, CancellationToken cancellationToken)
    {
        var response = await Read(() => Get($"services/rest/async/v1/job/{Uri.EscapeDataString(jobId)}"), cancellationToken);
        var problem = NetSuiteProblem.Of(response);
        if (problem.Meaning is Meaning.Missing) return new(false, false, problem.Code);
        var body = Body(response, problem);
        return new(true, body.Text("completed") == "true", body.Text("progress"));
    }

    /// <summary>Asks what came of one record of a completed job.</summary>
    public async Task<TaskAnswer> TaskResult(string link, CancellationToken cancellationToken)
    {
        var uri = http.Follow(link.TrimEnd('/') + "/result");
        var response = await Read(() => new HttpRequestMessage(HttpMethod.Get, uri), cancellationToken);
        var problem = NetSuiteProblem.Of(response);
        if (problem.Meaning is Meaning.Missing) return new TaskAnswer.NotKnown("NetSuite has no result for it");
        if (problem.Meaning is Meaning.AlreadyExists) return new TaskAnswer.AlreadyExists();
        if (problem.Meaning is not Meaning.Success) return new TaskAnswer.Refused(problem.Code, problem.Detail, response.Body);
        var id = LastSegment(response.Headers.GetValueOrDefault("Location")) ?? NetSuiteJson.Parse(response.Body)?.Text("id");
        return long.TryParse(id, out var internalId) ? new TaskAnswer.Created(internalId) : new TaskAnswer.NotKnown("its result names no record");
    }

    /// <summary>The links of a job's tasks in the order of the records.</summary>
    public async Task<IReadOnlyList<string>> Tasks(string jobId, CancellationToken cancellationToken)
    {
        var links = new List<string>();
        for (var offset = 0; ; offset += 1000)
        {
            var at = offset;
            var response = await Read(() => Get($"services/rest/async/v1/job/{Uri.EscapeDataString(jobId)}/task?limit=1000&offset={at}"), cancellationToken);
            var body = Body(response, NetSuiteProblem.Of(response));
            links.AddRange(body.Items("items").Select(item => item.Link("self") ?? "").Where(link => link.Length > 0));
            if (body.Text("hasMore") != "true" || links.Count > 10_000) break;
        }

        return [.. links.OrderBy(link => long.TryParse(LastSegment(link), out var number) ? number : long.MaxValue)];
    }

    /// <summary>Changes a sales order; idempotent by content.</summary>
    public async Task<ChangeAnswer> Patch(long internalId, byte[] body, bool replaceLines, CancellationToken cancellationToken)
    {
        var response = await Write(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, $"services/rest/record/v1/salesOrder/{internalId}{(replaceLines ? "?replace=item" : "")}")
            {
                Content = new ByteArrayContent(body),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return request;
        }, cancellationToken);
        var problem = NetSuiteProblem.Of(response);
        return problem.Meaning is Meaning.Success ? new ChangeAnswer.Done() : new ChangeAnswer.Refused(problem.Code, problem.Detail, response.Body);
    }

    /// <summary>A sales order with its lines, or null when there is none.</summary>
    public async Task<SalesOrderRecord?> Find(long internalId, CancellationToken cancellationToken)
    {
        var response = await Read(() => Get($"services/rest/record/v1/salesOrder/{internalId}?expandSubResources=true"), cancellationToken);
        var problem = NetSuiteProblem.Of(response);
        if (problem.Meaning is Meaning.Missing) return null;
        var body = Body(response, problem);
        var status = body.Member("status")?.Text("id") ?? body.Text("status") ?? "";
        var lines = (body.Member("item") ?? default).Items("items").ToList();
        var open = lines.Where(line => line.Text("isClosed") != "true").Select(line => line.Number("line")).OfType<long>();
        return new(body.Text("tranId") ?? "", NetSuiteQueries.StatusLetter(status), [.. open], lines.Count);
    }

    /// <summary>A call that changes nothing, to see whether NetSuite answers.</summary>
    public Task Probe(CancellationToken cancellationToken) => Write(() => Get("services/rest/system/v1/serverTime"), cancellationToken);

    /// <summary>A read that is repeated by itself; other statuses than success are returned.</summary>
    internal async Task<VendorResponse> Read(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var response = await SignedOn(request, http.Read, cancellationToken);
        return NetSuiteProblem.Of(response).Meaning is Meaning.Broken
            ? throw new VendorUnavailableException(http.Vendor, $"NetSuite answered HTTP {(int)response.Status}: {NetSuiteProblem.Of(response).Detail}")
            : response;
    }

    internal static System.Text.Json.JsonElement Body(VendorResponse response, NetSuiteProblem problem)
    {
        if (problem.Meaning is not Meaning.Success) throw new VendorRejectedException(NetSuiteGate.Vendor, problem.Code, problem.Detail);
        return NetSuiteJson.Parse(response.Body)
            ?? throw new VendorUnavailableException(NetSuiteGate.Vendor, "NetSuite's answer is not JSON or broke off");
    }

    private async Task<VendorResponse> Write(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var response = await SignedOn(request, http.Write, cancellationToken);
        return NetSuiteProblem.Of(response) is { Meaning: Meaning.Broken } broken ? throw Unknown($"answered HTTP {(int)response.Status}: {broken.Detail}") : response;
    }

    private async Task<VendorResponse> SignedOn(
        Func<HttpRequestMessage> request, Func<Func<HttpRequestMessage>, CancellationToken, Task<VendorResponse>> call, CancellationToken cancellationToken)
    {
        var used = await Noted(() => token.Get(null, cancellationToken));
        var (response, meaning) = await Once(used);
        if (meaning is Meaning.NotSignedOn)
        {
            // Once only: a sign-on that fails twice is a matter of settings.
            used = await Noted(() => token.Get(used, cancellationToken));
            (response, meaning) = await Once(used);
        }

        return meaning switch
        {
            Meaning.NotSignedOn => throw new VendorUnavailableException(http.Vendor, "NetSuite refuses a fresh access token. Check the role and the integration record."),
            Meaning.Throttled => throw new VendorThrottledException(http.Vendor, "NetSuite has too many calls in flight", response.RetryAfter ?? TimeSpan.Zero),
            _ => response,
        };

        async Task<(VendorResponse, Meaning)> Once(string bearer)
        {
            var answer = await Noted(() => call(() =>
            {
                var message = request();
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
                return message;
            }, cancellationToken));
            if ((int)answer.Status >= 500) gate.Unanswered();
            else gate.Answered();
            return (answer, NetSuiteProblem.Of(answer).Meaning);
        }
    }

    private async Task<T> Noted<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (VendorException exception) when (exception is not VendorThrottledException)
        {
            gate.Unanswered();
            throw;
        }
    }

    private string JobIdOf(VendorResponse response)
    {
        if (response.Headers.GetValueOrDefault("Location") is not { Length: > 0 } location) throw Unknown("took the request and named no job");
        var path = http.Follow(location).AbsolutePath;
        var id = LastSegment(path);
        return path.Contains("/async/v1/job/", StringComparison.Ordinal) && id is { Length: > 0 and <= 50 } ? id : throw Unknown($"named no job but {path}");
    }

    private VendorOutcomeUnknownException Unknown(string what) => new(http.Vendor, $"NetSuite {what}");

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static string? LastSegment(string? location) => location?.TrimEnd('/').Split('?')[0].Split('/')[^1];
}
